package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A log that is read slowly, or not at all. */
@Timeout(60)
class NonBlockingAppenderTest {
    private static final int QUEUE = 5;

    private final LoggerContext logback = new LoggerContext();
    private final Logger logger = logback.getLogger("test");
    private final NonBlockingAppender appender = new NonBlockingAppender();
    private final Reader reader = new Reader();

    /** Takes a line, and no more until it goes on. */
    private static final class Reader extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final CountDownLatch hasOne = new CountDownLatch(1);
        private final CountDownLatch goesOn = new CountDownLatch(1);

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
            hasOne.countDown();
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @BeforeEach
    void start() {
        logback.setMDCAdapter(new LogbackMDCAdapter());
        reader.setContext(logback);
        reader.start();
        appender.setContext(logback);
        appender.setQueueSize(QUEUE);
        appender.addAppender(reader);
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void stop() {
        reader.goesOn.countDown();
        logback.stop();
    }

    @Test
    void whoLogsDoesNotWaitAndWhatIsLeftOutIsTold() throws Exception {
        logger.info("taken");
        reader.hasOne.await();
        for (int i = 1; i <= 10; i++) {
            logger.info("line {}", i); // returns, though nobody reads
        }
        reader.goesOn.countDown();
        while (appender.getNumberOfElementsInQueue() > 0) {
            Thread.onSpinWait();
        }
        logger.info("later");
        appender.stop();

        assertThat(reader.lines)
                .containsExactly(
                        "INFO taken",
                        "INFO line 1",
                        "INFO line 2",
                        "INFO line 3",
                        "INFO line 4",
                        "WARN 6 lines of the log were left out here: they came faster than they were read",
                        "INFO later");
    }

    @Test
    void whatWaitsAtTheEndIsWritten() throws Exception {
        logger.info("taken");
        reader.hasOne.await();
        logger.info("waits");
        reader.goesOn.countDown();
        logback.stop();

        assertThat(reader.lines).containsExactly("INFO taken", "INFO waits");
    }
}
