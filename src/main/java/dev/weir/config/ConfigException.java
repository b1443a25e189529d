package dev.weir.config;

/** Something wrong in a configuration, said in one line: {@code FILE:LINE:COLUMN: what it is and what is allowed}. */
public final class ConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    ConfigException(String source, At at, String what) {
        super(source + ":" + at.line() + ":" + at.column() + ": " + what);
        this.line = at.line();
        this.column = at.column();
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** From 1. */
    public int column() {
        return column;
    }
}
