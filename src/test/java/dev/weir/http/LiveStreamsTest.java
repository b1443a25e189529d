package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Weir;
import dev.weir.server.RunningServer;
import dev.weir.support.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Server-sent events and WebSockets over sockets, with clients of others. */
class LiveStreamsTest {
    private final Vertx vertx = Vertx.vertx();
    /** Held, since Vert.x closes a client that nobody holds. */
    private final WebSocketClient sockets = vertx.createWebSocketClient();

    @AfterEach
    void close() throws Exception {
        Await.of(vertx.close());
    }

    private RunningServer serve(HttpHandler handler) throws Exception {
        return Await.of(Weir.serve(vertx, 0, handler));
    }

    @Test
    void eventsArriveWhenTheyAreSentAndTheClientsLeavingIsTold() throws Exception {
        Promise<EventStream> opened = Promise.promise();
        Promise<Void> closed = Promise.promise();
        RunningServer server = serve(request -> HttpHandler.ok(Response.events(request, events -> {
            events.onClose(closed::tryComplete);
            events.send(Event.of("hello").withId("1"));
            opened.complete(events);
        })));
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/events"))
                                .version(HttpClient.Version.HTTP_1_1)
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
        BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        assertThat(lines.readLine()).isEqualTo("id: 1");
        assertThat(lines.readLine()).isEqualTo("data: hello");
        assertThat(lines.readLine()).isEmpty();
        Await.of(opened.future()).send("again"); // from a thread that is not the event loop
        assertThat(lines.readLine()).isEqualTo("data: again");
        assertThat(closed.future().isComplete()).isFalse();
        lines.close();
        Await.of(closed.future());
        assertThat(Await.of(opened.future()).isOpen()).isFalse();
    }

    @Test
    void anEndedStreamEndsTheResponse() throws Exception {
        RunningServer server = serve(request -> HttpHandler.ok(Response.events(request, events -> {
            events.send("only");
            events.end();
        })));
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(server.url())).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.body()).isEqualTo("data: only\n\n");
    }

    @Test
    void aWebSocketTalksBothWaysAndKnowsItsRequest() throws Exception {
        RunningServer server = serve(WebSockets.endpoint((request, socket) -> socket.textMessageHandler(
                text -> socket.writeTextMessage(request.query("name").orElse("") + ": " + text))));
        Promise<String> heard = Promise.promise();
        WebSocket socket = Await.of(connect(server, new WebSocketConnectOptions().setURI("/chat?name=ada")));
        socket.textMessageHandler(heard::tryComplete);
        socket.writeTextMessage("hello");
        assertThat(Await.of(heard.future())).isEqualTo("ada: hello");
        Await.of(socket.close());
    }

    @Test
    void aPageOfAnotherOriginIsRefused() throws Exception {
        RunningServer server = serve(WebSockets.endpoint((request, socket) -> {}));
        CompletableFuture<java.net.http.WebSocket> refused = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Origin", "https://evil.example")
                .buildAsync(
                        URI.create(server.url().replace("http:", "ws:")), new java.net.http.WebSocket.Listener() {});
        assertThat(refused)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(WebSocketHandshakeException.class)
                .extracting(e -> ((WebSocketHandshakeException) Objects.requireNonNull(e.getCause()))
                        .getResponse()
                        .statusCode())
                .isEqualTo(403);
    }

    private Future<WebSocket> connect(RunningServer server, WebSocketConnectOptions options) {
        return sockets.connect(options.setHost("127.0.0.1").setPort(server.port()));
    }
}
