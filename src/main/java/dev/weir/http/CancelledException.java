package dev.weir.http;

/** Fails what was going on for a request that was cancelled. Carries no stack trace: it is news, not a fault. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Cancellation cause;

    /** For that reason. */
    public CancelledException(Cancellation cause) {
        super("cancelled: " + cause, null, false, false);
        this.cause = cause;
    }

    /** Why. */
    public Cancellation cancellation() {
        return cause;
    }
}
