package dev.weir.http;

/**
 * A failure that has a status: thrown, or failing a handler's future, it becomes that response at the edge. Carries no
 * stack trace, since it reports what the client did.
 */
public final class HttpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status 400 to 599
     * @param detail one sentence for the client: what is wrong and how to mend it; no secret
     */
    public HttpException(int status, String detail) {
        super(detail, null, false, false);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not an error's status: " + status);
        }
        this.status = status;
    }

    /** The status, 400 to 599. */
    public int status() {
        return status;
    }

    /** The sentence for the client. */
    public String detail() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
