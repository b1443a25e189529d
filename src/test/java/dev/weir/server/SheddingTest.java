package dev.weir.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Weir;
import dev.weir.edge.ExchangeLimits;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Response;
import dev.weir.support.Await;
import dev.weir.support.CountedStream;
import dev.weir.support.RawClient;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Beyond the requests that one event loop takes at once, one more is refused at once instead of being served late. */
class SheddingTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() throws Exception {
        Await.of(vertx.close());
    }

    @Test
    void aRequestTooManyIsA503ThatSaysWhenToComeBackAndTheNextIsServedOnceThereIsRoom() throws Exception {
        Promise<Response> answer = Promise.promise();
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        ServerSettings settings =
                ServerSettings.onPort(0).withLimits(ExchangeLimits.defaults().withInFlight(1));
        RunningServer server = Await.of(Weir.serve(vertx, settings, 1, request -> {
            if (request.path().equals("/slow")) {
                arrived.complete(null);
                return answer.future();
            }
            return Future.succeededFuture(Response.text("quick"));
        }));
        CompletableFuture<HttpResponse<String>> slow = get(server, "/slow");
        arrived.get(10, TimeUnit.SECONDS);
        HttpResponse<String> refused = get(server, "/quick").get(10, TimeUnit.SECONDS);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        answer.complete(Response.text("slow"));
        assertThat(slow.get(10, TimeUnit.SECONDS).body()).isEqualTo("slow");
        assertThat(get(server, "/quick").get(10, TimeUnit.SECONDS).body()).isEqualTo("quick");
    }

    @Test
    void aResponseThatNobodyReadsTakesNobodysPlace() throws Exception {
        ServerSettings settings =
                ServerSettings.onPort(0).withLimits(ExchangeLimits.defaults().withInFlight(1));
        CountedStream endless = CountedStream.of(64 << 10, Long.MAX_VALUE);
        RunningServer server = Await.of(Weir.serve(
                vertx,
                settings,
                1,
                request -> Future.succeededFuture(
                        request.path().equals("/endless")
                                ? Response.of(200, Fields.empty(), endless.body(Body.UNKNOWN_LENGTH))
                                : Response.text("quick"))));
        try (RawClient reader = new RawClient(server.port())) {
            reader.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n").readHead();
            assertThat(get(server, "/quick").get(10, TimeUnit.SECONDS).body()).isEqualTo("quick");
        }
        endless.closedOnce.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aClientThatGivesUpFreesItsPlace() throws Exception {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        ServerSettings settings =
                ServerSettings.onPort(0).withLimits(ExchangeLimits.defaults().withInFlight(1));
        RunningServer server = Await.of(Weir.serve(vertx, settings, 1, request -> {
            if (request.path().equals("/never")) {
                request.onCancel(cause -> request.scope().onEnd(sent -> gone.complete(null)));
                arrived.complete(null);
                return Promise.<Response>promise().future();
            }
            return Future.succeededFuture(Response.text("quick"));
        }));
        try (RawClient client = new RawClient(server.port())) {
            client.send("GET /never HTTP/1.1\r\nHost: a\r\n\r\n");
            arrived.get(10, TimeUnit.SECONDS);
        }
        gone.get(10, TimeUnit.SECONDS);
        assertThat(get(server, "/quick").get(10, TimeUnit.SECONDS).body()).isEqualTo("quick");
    }

    private CompletableFuture<HttpResponse<String>> get(RunningServer server, String path) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
    }
}
