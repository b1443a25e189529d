package dev.weir.cli;

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
}
