package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.weir.fields.Fields;
import dev.weir.http.Cancellation;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.support.CountedStream;
import dev.weir.support.Fixture;
import dev.weir.support.LogCapture;
import dev.weir.support.RawClient;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A response's head is wanted until the deadline; then the client gets a 504 and the work is called off. */
class DeadlineTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    @Test
    void aHandlerThatNeverAnswersIsA504AndIsToldAndItsLateAnswerIsClosed() throws Exception {
        CompletableFuture<Cancellation> told = new CompletableFuture<>();
        Promise<Response> answer = Promise.promise();
        CountedStream late = CountedStream.of(1, 1);
        try (LogCapture log = LogCapture.of("dev.weir", Level.INFO);
                Fixture fixture = Fixture.serving(limits -> limits.withDeadline(Duration.ofMillis(50)), request -> {
                    request.onCancel(told::complete);
                    return answer.future();
                })) {
            try (RawClient client = fixture.client()) {
                assertThat(client.send(REQUEST).readResponse())
                        .startsWith("HTTP/1.1 504 ")
                        .contains("There was no response in time.");
                assertThat(log.next().getFormattedMessage())
                        .startsWith("GET / had no response by its deadline, after ");
                assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo(Cancellation.DEADLINE);
                answer.complete(Response.of(200, Fields.empty(), late.body(1)));
                late.closedOnce.get(10, TimeUnit.SECONDS);
                assertThat(late.made).hasValue(0);
                // The connection lives on.
                assertThat(client.send(REQUEST).readResponse()).startsWith("HTTP/1.1 ");
            }
        }
    }

    @Test
    void aHandlerSeesTheTimeThatIsLeftAndMayOnlyShortenIt() throws Exception {
        CompletableFuture<Duration> left = new CompletableFuture<>();
        try (Fixture fixture = Fixture.serving(limits -> limits.withDeadline(Duration.ofMinutes(1)), request -> {
            request.scope().deadlineIn(Duration.ofMillis(50));
            request.scope().deadlineIn(Duration.ofMinutes(5));
            left.complete(request.timeLeft().orElseThrow());
            return Promise.<Response>promise().future();
        })) {
            try (RawClient client = fixture.client()) {
                assertThat(client.send(REQUEST).readResponse()).startsWith("HTTP/1.1 504 ");
                assertThat(left.get()).isBetween(Duration.ofNanos(1), Duration.ofMillis(50));
            }
        }
    }

    @Test
    void aContentMayTakeLongerThanTheDeadline() throws Exception {
        CountedStream stream = CountedStream.of(1, 1);
        try (Fixture fixture = Fixture.serving(
                limits -> limits.withDeadline(Duration.ofMillis(50)),
                request -> Future.succeededFuture(Response.of(
                        200, Fields.empty(), new Delayed(stream, request.scope().time(), 400).body())))) {
            try (RawClient client = fixture.client()) {
                String response = client.send(REQUEST).readUntil("0\r\n\r\n");
                assertThat(response).startsWith("HTTP/1.1 200 ").endsWith("\r\n1\r\nx\r\n0\r\n\r\n");
            }
        }
    }

    @Test
    void aSweepReachesAllThoughOneThatIsDueTakesTheNextWithIt() throws Exception {
        List<Request> waiting = new ArrayList<>();
        List<Promise<Response>> answers = new ArrayList<>();
        CompletableFuture<Boolean> inOneSweep = new CompletableFuture<>();
        HttpHandler handler = request -> {
            waiting.add(request);
            answers.add(Promise.promise());
            if (waiting.size() == 3) {
                AtomicBoolean later = new AtomicBoolean();
                // The sweep begins with the last that came.
                waiting.get(2).onCancel(cause -> {
                    Vertx.currentContext().runOnContext(turn -> later.set(true));
                    answers.get(1).complete(Response.text("taken along"));
                });
                waiting.get(0).onCancel(cause -> inOneSweep.complete(!later.get()));
                for (int i = 2; i >= 0; i--) {
                    waiting.get(i).scope().deadlineIn(Duration.ofMillis(50 - 10 * i));
                }
            }
            return answers.get(answers.size() - 1).future();
        };
        try (Fixture fixture = Fixture.serving(handler);
                RawClient first = fixture.client();
                RawClient second = fixture.client();
                RawClient third = fixture.client()) {
            for (RawClient client : List.of(first, second, third)) {
                client.send(REQUEST);
            }
            assertThat(inOneSweep.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void requestsThatOutliveOneSweepAreAllLookedAfter() throws Exception {
        try (Fixture fixture = Fixture.serving(
                limits -> limits.withDeadline(Duration.ofMillis(250)), HttpHandler.callback((request, reply) -> {}))) {
            try (RawClient first = fixture.client();
                    RawClient second = fixture.client();
                    RawClient third = fixture.client()) {
                first.send(REQUEST);
                second.send(REQUEST);
                third.send(REQUEST);
                assertThat(second.readResponse()).startsWith("HTTP/1.1 504 ");
                assertThat(third.readResponse()).startsWith("HTTP/1.1 504 ");
                assertThat(first.readResponse()).startsWith("HTTP/1.1 504 ");
            }
        }
    }
}
