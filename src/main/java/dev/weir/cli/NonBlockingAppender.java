package dev.weir.cli;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands each line of the log to a thread that writes it, so that who logs, an event loop mostly, never waits for who reads.
 * Where lines come faster than they are read, the newest are left out, and a line in their place says how many.
 */
public final class NonBlockingAppender extends AsyncAppender {

    /** About 4 MiB of lines. */
    private static final int LINES = 8192;

    private static final String FQCN = NonBlockingAppender.class.getName();

    private final AtomicLong leftOut = new AtomicLong();

    /** Logback makes it, by its name. */
    public NonBlockingAppender() {
        setQueueSize(LINES);
        setDiscardingThreshold(0); // the default leaves out INFO before the queue is full, and says nothing
        setNeverBlock(true);
    }

    @Override
    protected void append(ILoggingEvent event) {
        // One of two places, so that what is left out can be told as soon as there is room.
        if (getRemainingCapacity() < 2) {
            leftOut.incrementAndGet();
            return;
        }
        long untold = leftOut.get() == 0 ? 0 : leftOut.getAndSet(0);
        if (untold > 0) {
            super.append(warning(untold));
        }
        super.append(event);
    }

    private ILoggingEvent warning(long lines) {
        Logger logger = ((LoggerContext) getContext()).getLogger(NonBlockingAppender.class);
        return new LoggingEvent(
                FQCN,
                logger,
                Level.WARN,
                "{} lines of the log were left out here: they came faster than they were read",
                null,
                new Object[] {lines});
    }
}
