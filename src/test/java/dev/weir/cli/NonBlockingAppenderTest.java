package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
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
    private static final int QUEUE = 6;

    private final LoggerContext logback = new LoggerContext();
    private final Logger logger = logback.getLogger("test");
    private final NonBlockingAppender appender = new NonBlockingAppender();
    private final Reader reader = new Reader();

    /** Takes a line, and no more until it goes on, or the log ends. */
    private static final class Reader extends AppenderBase<ILoggingEvent> {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final CountDownLatch hasOne = new CountDownLatch(1);
        private final CountDownLatch hasFive = new CountDownLatch(5);
        private final CountDownLatch goesOn = new CountDownLatch(1);

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
            hasOne.countDown();
            hasFive.countDown();
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

    /** Logs until there is no more room, and then some. */
    private void fill() throws InterruptedException {
        logger.info("taken");
        reader.hasOne.await();
        for (int i = 1; i <= 10; i++) {
            logger.info("line {}", i); // returns, though nobody reads
        }
    }

    private static List<String> andThen(String... more) {
        List<String> all =
                new ArrayList<>(List.of("INFO taken", "INFO line 1", "INFO line 2", "INFO line 3", "INFO line 4"));
        all.addAll(List.of(more));
        return all;
    }

    @Test
    void whoLogsDoesNotWaitAndWhatIsLeftOutIsTold() throws Exception {
        fill();
        reader.goesOn.countDown();
        reader.hasFive.await();
        logger.info("later");
        appender.stop();

        assertThat(reader.lines)
                .containsExactlyElementsOf(andThen(
                        "WARN 6 lines of the log were left out here: they came faster than they were read",
                        "INFO later"));
    }

    @Test
    void whatWaitsAtTheEndIsWrittenAndWhatIsLeftOutByThenIsTold() throws Exception {
        fill();
        logback.stop();

        assertThat(reader.lines)
                .containsExactlyElementsOf(
                        andThen("WARN 6 lines of the log were left out here: they came faster than they were read"));
    }

    @Test
    void ofManyWhoLogAtOnceEachLineIsWrittenOrCounted() throws Exception {
        int each = 1_000;
        List<Thread> many = new ArrayList<>();
        logger.info("taken");
        reader.hasOne.await();
        for (int i = 0; i < 8; i++) {
            many.add(new Thread(() -> {
                for (int line = 0; line < each; line++) {
                    logger.info("line");
                }
            }));
        }
        many.forEach(Thread::start);
        reader.goesOn.countDown(); // and so there is room now and then
        for (Thread one : many) {
            one.join();
        }
        logback.stop();

        long written = reader.lines.stream().filter("INFO line"::equals).count();
        long counted = reader.lines.stream()
                .filter(line -> line.startsWith("WARN "))
                .mapToLong(line -> Long.parseLong(line.substring(5, line.indexOf(" lines"))))
                .sum();
        assertThat(written + counted).isEqualTo(8L * each);
    }
}
