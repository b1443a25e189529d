package dev.weir.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What is logged, from a level up, while this is open. */
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final BlockingQueue<ILoggingEvent> events = new LinkedBlockingQueue<>();
    private final Logger logger;
    private final Level from;
    private final @Nullable Level before;

    private LogCapture(String name, Level from) {
        this.logger = (Logger) LoggerFactory.getLogger(name);
        this.from = from;
        this.before = logger.getLevel();
        if (!logger.isEnabledFor(from)) {
            logger.setLevel(from);
        }
    }

    /** Captures what the loggers below {@code name} log. */
    public static LogCapture of(String name, Level from) {
        LogCapture capture = new LogCapture(name, from);
        capture.setContext(capture.logger.getLoggerContext());
        capture.start();
        capture.logger.addAppender(capture);
        return capture;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(from)) {
            events.add(event);
        }
    }

    /** The next event; waits for it. */
    public ILoggingEvent next() throws InterruptedException {
        ILoggingEvent event = events.poll(10, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing was logged");
        }
        return event;
    }

    /** The events that nobody has taken. */
    public List<ILoggingEvent> rest() {
        return List.copyOf(events);
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(before);
        stop();
    }
}
