package dev.weir.http;

/** Where a callback puts its answer; once, from any thread. */
public interface Reply {

    /**
     * Answers.
     *
     * @throws IllegalStateException if this was answered already; it names the handler. The second answer's content is
     *     closed.
     */
    void complete(Response response);

    /**
     * Fails; the edge maps it to a status.
     *
     * @throws IllegalStateException if this was answered already; it names the handler
     */
    void fail(Throwable cause);
}
