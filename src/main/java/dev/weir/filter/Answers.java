package dev.weir.filter;

import dev.weir.http.CancelledException;
import dev.weir.http.Failures;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Handlers' answers, for filters that have something to say on failures, too. */
final class Answers {

    private Answers() {}

    /**
     * What {@code next} answers; a failure, however it is told, as the response that it is at the edge. So is a deadline
     * that passes before there is an answer: the edge would answer that by itself, past all filters.
     */
    static Future<Response> of(Request request, HttpHandler next) {
        Future<Response> answer = HttpHandler.call(next, request);
        return (answer.isComplete() ? answer : orCancelled(request, answer)).otherwise(Failures::toResponse);
    }

    private static Future<Response> orCancelled(Request request, Future<Response> answer) {
        Promise<Response> first = Promise.promise();
        request.onCancel(cause -> {
            switch (cause) {
                case DEADLINE, STALLED, SHUTDOWN -> first.tryFail(new CancelledException(cause));
                case CLIENT_GONE, ABANDONED -> {} // nobody is there to be answered
            }
        });
        answer.onComplete((response, failure) -> {
            if (failure != null) {
                first.tryFail(failure);
            } else if (!first.tryComplete(response)) {
                response.body().close(); // it came too late
            }
        });
        return first.future();
    }
}
