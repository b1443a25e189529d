package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.WebSockets;
import dev.weir.support.Await;
import dev.weir.support.Fixture;
import dev.weir.support.RawClient;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a 101, a WebSocket handshake or a CONNECT the connection is handed over. */
class TunnelTest {
    private static final String UPGRADE = "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";

    @Test
    void whatIsAskedForByUpgradeEchoesBytes() throws Exception {
        HttpHandler echo = request -> HttpHandler.ok(
                Response.of(101, Fields.of("Upgrade", "echo", "Connection", "Upgrade"), Body.Tunnel.raw(socket -> {
                    socket.handler(socket::write);
                    socket.resume();
                })));
        try (Fixture fixture = Fixture.serving(echo);
                RawClient client = fixture.client()) {
            String head = client.send(UPGRADE).readUntil("\r\n\r\n").toLowerCase(Locale.ROOT);
            assertThat(head)
                    .startsWith("http/1.1 101 ")
                    .contains("\r\nupgrade: echo\r\n", "\r\nconnection: upgrade\r\n")
                    .doesNotContain("content-length", "transfer-encoding");
            assertThat(client.send("ping").readUntil("ping")).isEqualTo("ping");
            assertThat(client.send("GET / HTTP/1.1\r\n\r\n").readUntil("1.1\r\n\r\n"))
                    .startsWith("GET /");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWebSocketIsOpenedAtOnceOrLater(boolean later) throws Exception {
        CompletableFuture<String> closed = new CompletableFuture<>();
        Response opening = Response.of(101, Fields.empty(), Body.Tunnel.webSocket(socket -> {
            socket.textMessageHandler(text -> socket.writeTextMessage("echo " + text));
            socket.closeHandler(end -> closed.complete("closed"));
        }));
        HttpHandler handler = request -> {
            Promise<Response> answer = Promise.promise();
            if (later) {
                request.scope().time().after(Duration.ofMillis(100), () -> answer.complete(opening));
            } else {
                answer.complete(opening);
            }
            return answer.future();
        };
        try (Fixture fixture = Fixture.serving(handler)) {
            WebSocketClient client = fixture.vertx.createWebSocketClient();
            CompletableFuture<String> heard = new CompletableFuture<>();
            WebSocket socket = Await.of(client.connect(fixture.server.port(), "127.0.0.1", "/"));
            socket.textMessageHandler(heard::complete);
            Await.of(socket.writeTextMessage("hello"));
            assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("echo hello");
            Await.of(socket.close());
            assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo("closed");
        }
    }

    @Test
    void aHandshakeHasTheHandlersOwnLinesEachTime() throws Exception {
        Fields lines = Fields.of("Set-Cookie", "a=b", "X-Node", "1");
        try (Fixture fixture = Fixture.serving(
                request -> HttpHandler.ok(Response.of(101, lines, Body.Tunnel.webSocket(socket -> socket.close()))))) {
            WebSocketClient client = fixture.vertx.createWebSocketClient();
            for (int i = 0; i < 3; i++) {
                WebSocket socket = Await.of(client.connect(fixture.server.port(), "127.0.0.1", "/"));
                assertThat(socket.headers().get("Set-Cookie")).isEqualTo("a=b");
                assertThat(socket.headers().get("X-Node")).isEqualTo("1");
                assertThat(socket.headers().contains("weir-encoded")).isFalse();
            }
        }
    }

    @Test
    void aSubprotocolIsAgreedOn() throws Exception {
        HttpHandler endpoint = WebSockets.endpoint((request, socket) ->
                        socket.writeTextMessage(request.get(WebSockets.PROTOCOL).orElse("none")))
                .speaking("graphql-transport-ws");
        try (Fixture fixture = Fixture.serving(endpoint)) {
            CompletableFuture<String> heard = new CompletableFuture<>();
            ClientWebSocket socket = fixture.vertx.createWebSocketClient().webSocket();
            socket.textMessageHandler(heard::complete);
            WebSocketConnectOptions options = new WebSocketConnectOptions()
                    .setPort(fixture.server.port())
                    .setHost("127.0.0.1")
                    .setURI("/")
                    .setSubProtocols(List.of("other", "graphql-transport-ws"));
            assertThat(Await.of(socket.connect(options)).subProtocol()).isEqualTo("graphql-transport-ws");
            assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("graphql-transport-ws");
        }
    }

    @Test
    void aWebSocketThatIsRefusedIsAnOrdinaryResponseAndTheConnectionIsKept() throws Exception {
        HttpHandler refusing = request -> HttpHandler.ok(Response.text("no").withStatus(403));
        try (Fixture fixture = Fixture.serving(refusing);
                RawClient client = fixture.client()) {
            String handshake = String.join(
                    "\r\n",
                    "GET / HTTP/1.1",
                    "Host: a",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "",
                    "");
            for (int i = 0; i < 2; i++) {
                client.send(handshake);
                assertThat(client.readResponse()).startsWith("HTTP/1.1 403 ").endsWith("no");
            }
        }
    }

    @Test
    void anUpgradeThatIsNotTakenIsAnOrdinaryResponse() throws Exception {
        try (Fixture fixture = Fixture.serving(request -> Future.succeededFuture(Response.text("plain")));
                RawClient client = fixture.client()) {
            assertThat(client.send(UPGRADE).readResponse()).endsWith("plain");
            assertThat(client.send(UPGRADE).readResponse()).endsWith("plain");
        }
    }

    @Test
    void aTunnelThatIsHandedOverIsNeverToldThatItWasNot() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> over = new CompletableFuture<>();
        HttpHandler handler = request -> {
            request.scope().onEnd(sent -> over.complete(null));
            return HttpHandler.ok(Response.of(
                    101,
                    Fields.of("Upgrade", "echo", "Connection", "Upgrade"),
                    Body.Tunnel.raw(
                            socket -> {
                                told.add("opened");
                                socket.handler(socket::write);
                                socket.resume();
                            },
                            () -> told.add("closed"))));
        };
        try (Fixture fixture = Fixture.serving(handler);
                RawClient client = fixture.client()) {
            client.send(UPGRADE).readUntil("\r\n\r\n");
            assertThat(client.send("ping").readUntil("ping")).isEqualTo("ping");
            over.get(10, TimeUnit.SECONDS);
            assertThat(told).containsExactly("opened");
        }
    }

    @Test
    void aTunnelThatIsNeverHandedOverIsClosed() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        HttpHandler handler = request -> HttpHandler.ok(
                Response.of(101, Fields.empty(), Body.Tunnel.raw(socket -> {}, () -> closed.complete(null))));
        try (Fixture fixture = Fixture.serving(handler);
                RawClient client = fixture.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            closed.get(10, TimeUnit.SECONDS);
        }
    }
}
