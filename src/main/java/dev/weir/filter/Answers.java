package dev.weir.filter;

import dev.weir.http.Failures;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;

/** Handlers' answers, for filters that have something to say on failures, too. */
final class Answers {

    private Answers() {}

    /** What {@code next} answers; a failure, however it is told, as the response that it is at the edge. */
    static Future<Response> of(Request request, HttpHandler next) {
        return call(request, next).otherwise(Failures::toResponse);
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
