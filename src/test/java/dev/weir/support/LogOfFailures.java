package dev.weir.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.slf4j.LoggerFactory;

/**
 * Holds back what is logged during a test, and shows it where the test fails: many tests make go wrong what is then
 * logged, as it shall be. JUnit finds this by itself, for all tests.
 */
public final class LogOfFailures extends AppenderBase<ILoggingEvent> implements BeforeEachCallback, TestWatcher {
    private static final int MOST_LINES = 1_000;

    private final Deque<String> lines = new ArrayDeque<>();
    private final PatternLayout layout = new PatternLayout();

    /** Takes the place of all that the root logger writes to. */
    public LogOfFailures() {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.setLevel(Level.INFO);
        setContext(root.getLoggerContext());
        layout.setContext(getContext());
        layout.setPattern("%d{HH:mm:ss.SSS} %-5level [%thread] %logger{0} - %msg%n");
        layout.start();
        start();
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String line = layout.doLayout(event);
        synchronized (lines) {
            if (lines.size() == MOST_LINES) {
                lines.removeFirst();
            }
            lines.addLast(line);
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        synchronized (lines) {
            lines.clear();
        }
    }

    @Override
    public void testFailed(ExtensionContext test, Throwable cause) {
        synchronized (lines) {
            System.err.print("The log of " + test.getDisplayName() + ":\n" + String.join("", lines));
        }
    }
}
