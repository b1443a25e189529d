package dev.weir.cli;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** The program's log: to stderr, from INFO up. Only the program chooses this; the library leaves it to its user. */
final class Logs {

    private static final String LOGBACK_FILE = "logback.configurationFile";

    private Logs() {}

    /** Chooses the program's settings, unless the command line that started Java has named others. Call it first. */
    static void configure() {
        if (System.getProperty(LOGBACK_FILE) == null) {
            System.setProperty(LOGBACK_FILE, "dev/weir/cli/logback.xml");
        }
    }

    /** Writes the lines that still wait to be written, for a second at the most. The last call before the process ends. */
    static void end() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            logback.stop();
        }
    }
}
