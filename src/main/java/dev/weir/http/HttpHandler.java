package dev.weir.http;

import io.vertx.core.Future;
import java.util.function.BiConsumer;

/**
 * A function from a request to a future response. Your own code is one, forwarding to an origin is one, a table of
 * routes is one.
 *
 * <p><b>Threads.</b> {@code handle} is called on the request's own event loop and must not block it; its future may
 * complete on any thread, and whoever takes it further hops back. {@link #virtual} and {@link #blocking} wrap code that
 * waits.
 *
 * <p><b>Errors.</b> A handler answers rather than fails. What it throws, a failed future and a null are mapped to a
 * status once, at the edge: {@link HttpException} to its own, {@link CancelledException} after a deadline to 504,
 * everything else to 500 and a line in the log. A failure after the head has been sent resets the stream or closes the
 * connection, so that no short content ever looks whole.
 *
 * <p><b>Forgetting to answer</b> is the deadline's business: the client gets a 504. Answering twice is refused.
 *
 * <p><b>Cancellation.</b> When the client leaves, the deadline passes or the server has waited long enough to stop,
 * {@link Request#onCancel} tells whoever asked; an answer that comes late is closed unread.
 *
 * <p><b>Deadline.</b> It is to the response's head. Contents have limits on standing still instead, so that downloads
 * and event streams live and slow readers do not.
 */
@FunctionalInterface
public interface HttpHandler {

    /** Answers {@code request}. */
    Future<Response> handle(Request request);

    /**
     * What {@code handler} answers, for who calls a handler of somebody else: whatever that throws, or gives null for, is a
     * failed future.
     */
    @SuppressWarnings("NullAway") // whatever the signature says
    static Future<Response> call(HttpHandler handler, Request request) {
        try {
            Future<Response> answer = handler.handle(request);
            if (answer == null) {
                return Future.failedFuture(Failures.noAnswer("null instead of a future"));
            }
            boolean isThere = answer.succeeded() && answer.result() != null;
            return isThere ? answer : answer.map(Failures::present);
        } catch (Throwable e) {
            return Future.failedFuture(e);
        }
    }

    /** An answer that is there at once. */
    static Future<Response> ok(Response response) {
        return Future.succeededFuture(response);
    }

    /** A handler that is given a {@link Reply} to complete, now or later, on any thread. */
    static HttpHandler callback(BiConsumer<Request, Reply> handler) {
        return new CallbackHandler(handler);
    }

    /**
     * A handler that may block, on a virtual thread of its own, which is interrupted when the request is cancelled.
     *
     * @throws UnsupportedOperationException on a Java before 21: use {@link #blocking} there
     */
    static HttpHandler virtual(BlockingHandler handler) {
        return OffLoopHandler.virtual(handler);
    }

    /**
     * A handler that may block, on the server's bounded worker pool; 503 when the pool and its queue are full. A
     * request that is cancelled while it is queued does not run.
     */
    static HttpHandler blocking(BlockingHandler handler) {
        return OffLoopHandler.blocking(handler);
    }
}
