package dev.weir.http;

import dev.weir.fields.Fields;

/**
 * A failure that has a status: thrown, or failing a handler's future, it becomes that response at the edge. Carries no
 * stack trace, since it reports what the client did.
 */
public final class HttpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Fields fields;
    private final boolean unanswered;

    /**
     * @param status 400 to 599
     * @param detail one sentence for the client: what is wrong and how to mend it; no secret
     */
    public HttpException(int status, String detail) {
        this(status, detail, Fields.empty());
    }

    /** As {@link #HttpException(int, String)}, with fields that the response carries, such as {@code Retry-After}. */
    public HttpException(int status, String detail, Fields fields) {
        this(status, detail, fields, false);
    }

    private HttpException(int status, String detail, Fields fields, boolean unanswered) {
        super(detail, null, false, false);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not an error's status: " + status);
        }
        this.status = status;
        this.fields = fields;
        this.unanswered = unanswered;
    }

    /** The same, of a handler that asks somebody else and has no answer from there: {@link Response#UNANSWERED}. */
    public HttpException unanswered() {
        return new HttpException(status, detail(), fields, true);
    }

    boolean isUnanswered() {
        return unanswered;
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

    /** What the response carries besides. */
    public Fields fields() {
        return fields;
    }
}
