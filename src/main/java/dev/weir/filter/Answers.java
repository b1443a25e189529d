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
        Future<Response> answer = call(request, next);
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

    /** What {@code next} answers; whatever it throws or forgets to give back is a failed future. */
    @SuppressWarnings("NullAway") // a handler of somebody else may return null, whatever its signature says
    static Future<Response> call(Request request, HttpHandler next) {
        try {
            Future<Response> answer = next.handle(request);
            return answer == null ? Future.failedFuture(noAnswer()) : answer.map(Answers::present);
        } catch (Throwable e) {
            return Future.failedFuture(e);
        }
    }

    @SuppressWarnings("NullAway") // as above
    private static Response present(Response response) {
        if (response == null) {
            throw noAnswer();
        }
        return response;
    }

    private static NullPointerException noAnswer() {
        return new NullPointerException("the handler gave null instead of a response");
    }
}
