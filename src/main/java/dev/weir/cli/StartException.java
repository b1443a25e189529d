package dev.weir.cli;

/** Why the program cannot start: one line that says what is wrong and how to mend it. Becomes exit status 2. */
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String line) {
        super(line, null, false, false);
    }
}
