package dev.weir.cache;

import dev.weir.http.Failures;
import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Key;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.policy.OriginFailure;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Calls the handler below so that whatever it does is a response: what it fails with is the response that it would be at
 * the edge, and one that throws a 404 is judged as one that answers it.
 */
final class Calls {
    private static final Key<Throwable> FAILURE = Key.of("failure below a cache", Throwable.class);

    private static final Key<Integer> STATUS = Key.of("status below a cache", Integer.class);

    private Calls() {}

    static Future<Response> call(HttpHandler next, Request request) {
        return HttpHandler.call(next, request).otherwise(failure -> {
            Throwable cause = Failures.cause(failure);
            return Failures.toResponse(cause).with(FAILURE, cause);
        });
    }

    /** What a response stands for that is no answer at all: a fault, or a cancellation. */
    static Optional<Throwable> fault(Response response) {
        return response.get(FAILURE).filter(failure -> !(failure instanceof HttpException));
    }

    /**
     * The status that came from below; 0 where none did. A 502 or the like that is thrown was made up by whoever could
     * not get an answer; other statuses are answers unless they say that they are not.
     */
    static int came(Response response) {
        boolean failed = response.get(FAILURE).isPresent()
                && (fault(response).isPresent() || OriginFailure.isFailure(response.status()));
        boolean none = failed || response.get(Response.UNANSWERED).isPresent();
        return none ? 0 : response.get(STATUS).orElse(response.status());
    }

    /** A response that was made of one with that status. */
    static Response cameAs(int status, Response response) {
        return response.with(STATUS, status);
    }
}
