package dev.weir.filter;

import static dev.weir.testkit.Call.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.http.Filter;
import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Sent;
import dev.weir.testkit.Call;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsAndFieldsTest {
    private static final HttpHandler OK = request -> HttpHandler.ok(Response.text("fine"));

    private static HttpHandler failing(Throwable cause) {
        return request -> Future.failedFuture(cause);
    }

    @Test
    void securityFieldsAreAddedWhereTheHandlerHasNoneAndTransportOverHttpsOnly() {
        HttpHandler handler = SecurityHeaders.defaults()
                .without("Cross-Origin-Opener-Policy")
                .with("Referrer-Policy", "no-referrer")
                .around(request -> HttpHandler.ok(Response.text("x").with("X-Frame-Options", "SAMEORIGIN")));
        Call plain = call(handler, TestRequest.get("/"));
        assertThat(plain.field("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(plain.response().fields().all("X-Frame-Options")).containsExactly("SAMEORIGIN");
        assertThat(plain.field("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(plain.response().fields().contains("Cross-Origin-Opener-Policy"))
                .isFalse();
        assertThat(plain.response().fields().contains("Strict-Transport-Security"))
                .isFalse();
        assertThat(call(handler, TestRequest.get("/").scheme("https")).field("Strict-Transport-Security"))
                .isEqualTo("max-age=31536000");
    }

    @Test
    void aDeadlineAnswersForAHandlerThatDoesNot() {
        TestScope scope = TestScope.create();
        HttpHandler never = request -> Promise.<Response>promise().future();
        Call call = call(
                Deadline.of(Duration.ofSeconds(2)).around(never),
                TestRequest.get("/").scope(scope));
        scope.time().advance(Duration.ofMillis(1999));
        assertThat(call.isDone()).isFalse();
        scope.time().advance(Duration.ofMillis(1));
        assertThat(call.status()).isEqualTo(504);
    }

    @Test
    void anAnswerThatComesBehindItsDeadlineIsClosed() {
        TestScope scope = TestScope.create();
        TestBody late = TestBody.in(scope);
        Promise<Response> answer = Promise.promise();
        Filter filters = Filter.of(RequestId.generate(), Deadline.of(Duration.ofSeconds(2)));
        Call call = call(
                filters.around(request -> answer.future()), TestRequest.get("/").scope(scope));
        scope.time().advance(Duration.ofSeconds(2));
        assertThat(call.status()).isEqualTo(504);
        assertThat(call.field("X-Request-Id")).isNotEmpty();
        answer.complete(Response.of(200, Fields.empty(), late.body()));
        assertThat(late.isClosed()).isTrue();
    }

    @Test
    void aConcurrencyLimitCountsARequestUntilItsExchangeIsOver() {
        ConcurrencyLimit limit = ConcurrencyLimit.of(2, Duration.ofSeconds(3));
        HttpHandler handler = limit.around(OK);
        TestScope first = TestScope.create();
        assertThat(call(handler, TestRequest.get("/").scope(first)).status()).isEqualTo(200);
        assertThat(call(handler, TestRequest.get("/")).status()).isEqualTo(200);
        Call refused = call(handler, TestRequest.get("/"));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.field("Retry-After")).isEqualTo("3");
        first.close(new Sent(200, 4));
        assertThat(limit.inFlight()).isEqualTo(1);
        assertThat(call(handler, TestRequest.get("/")).status()).isEqualTo(200);
    }

    @Test
    void aConcurrencyLimitLetsGoOfWhatFailed() {
        ConcurrencyLimit limit = ConcurrencyLimit.of(1, Duration.ofSeconds(1));
        HttpHandler throwing = limit.around(request -> {
            throw new IllegalStateException();
        });
        TestScope scope = TestScope.create();
        assertThat(call(throwing, TestRequest.get("/").scope(scope)).status()).isEqualTo(500);
        scope.close();
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void filtersComposeFromOutsideIn() {
        Filter all = Filter.of(RequestId.generate(), SecurityHeaders.defaults(), Errors.create());
        Call call = call(all.around(failing(new HttpException(404, "none"))), TestRequest.get("/"));
        assertThat(call.status()).isEqualTo(404);
        assertThat(call.field("X-Request-Id")).isNotEmpty();
        assertThat(call.field("X-Content-Type-Options")).isEqualTo("nosniff");
    }
}
