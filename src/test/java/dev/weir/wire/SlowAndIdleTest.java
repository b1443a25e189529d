package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.edge.ConnectionLimits;
import dev.weir.edge.HeadLimits;
import dev.weir.edge.Limits;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.server.ServerSettings;
import dev.weir.support.Fixture;
import dev.weir.support.RawClient;
import dev.weir.support.Transport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that are slow, idle, or silent. */
class SlowAndIdleTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final HttpHandler ECHO =
            request -> request.bytes(1 << 20).map(bytes -> Response.text("got " + bytes.length()));

    private static ServerSettings settings(int headMillis, int idleMillis) {
        return ServerSettings.onPort(0)
                .withLimits(Limits.defaults()
                        .withHead(HeadLimits.defaults().withTime(Duration.ofMillis(headMillis)))
                        .withConnection(ConnectionLimits.defaults().withIdle(Duration.ofMillis(idleMillis))));
    }

    @ParameterizedTest
    @EnumSource
    void aHeadThatDripsIsRefusedWith408InTheEnd(Transport transport) throws Exception {
        try (Fixture fixture = Fixture.serving(transport, settings(300, 60_000), ECHO);
                RawClient client = fixture.client()) {
            AtomicBoolean answered = new AtomicBoolean();
            CountDownLatch step = new CountDownLatch(1);
            Thread dripping = new Thread(() -> {
                try {
                    client.send("GET / HTTP/1.1\r\n");
                    while (!answered.get()) {
                        client.send("A: b\r\n");
                        boolean ignored = step.await(20, TimeUnit.MILLISECONDS);
                    }
                } catch (IOException | InterruptedException e) {
                    answered.set(true);
                }
            });
            dripping.start();
            String response = client.readAll();
            answered.set(true);
            dripping.join();
            assertThat(response).startsWith("HTTP/1.1 408 ").containsIgnoringCase("\r\nConnection: close\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHeadThatDripsBehindAnAnsweredRequestIsRefusedToo(Transport transport) throws Exception {
        try (Fixture fixture = Fixture.serving(transport, settings(200, 60_000), ECHO);
                RawClient client = fixture.client()) {
            client.send(GET + "G");
            assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ");
            assertThat(client.readAll()).startsWith("HTTP/1.1 408 ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionWithNothingOnItIsClosedWithoutAWord(Transport transport) throws Exception {
        try (Fixture fixture = Fixture.serving(transport, settings(10_000, 200), ECHO);
                RawClient silent = fixture.client();
                RawClient kept = fixture.client()) {
            kept.send(GET);
            assertThat(kept.readResponse()).startsWith("HTTP/1.1 200 ");
            assertThat(silent.readAll()).isEmpty();
            assertThat(kept.readAll()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerAtWorkIsNotIdle(Transport transport) throws Exception {
        HttpHandler slow = request -> {
            Promise<Response> later = Promise.promise();
            request.scope().time().after(Duration.ofSeconds(1), () -> later.complete(Response.text("done")));
            return later.future();
        };
        try (Fixture fixture = Fixture.serving(transport, settings(100, 200), slow);
                RawClient client = fixture.client()) {
            assertThat(client.send(GET).readResponse()).endsWith("done");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWholeHeadMayWaitForItsTurnAsLongAsItTakes(Transport transport) throws Exception {
        Promise<Response> first = Promise.promise();
        HttpHandler handler = request ->
                request.target().equals("/first") ? first.future() : Future.succeededFuture(Response.text("second"));
        try (Fixture fixture = Fixture.serving(transport, settings(100, 100), handler);
                RawClient client = fixture.client()) {
            client.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\n" + GET);
            fixture.vertx.setTimer(800, timer -> first.complete(Response.text("first")));
            assertThat(client.readResponse()).endsWith("first");
            assertThat(client.readResponse()).endsWith("second");
        }
    }
}
