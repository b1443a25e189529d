package dev.weir.http;

import static dev.weir.testkit.Call.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testkit.Call;
import dev.weir.testkit.ManualTime;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketsTest {
    private final WebSockets endpoint = WebSockets.endpoint((request, socket) -> {});

    private static TestRequest handshake() {
        return TestRequest.get("/chat")
                .authority("chat.example")
                .field("Connection", "keep-alive, Upgrade")
                .field("Upgrade", "websocket")
                .field("Sec-WebSocket-Version", "13")
                .field("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    }

    @Test
    void aHandshakeOpensATunnel() {
        Call call = call(endpoint, handshake());
        assertThat(call.status()).isEqualTo(101);
        assertThat(call.response().body()).isInstanceOf(Body.Tunnel.WebSocket.class);
    }

    @Test
    void whatIsNoHandshakeIsToldToUpgrade() {
        TestRequest[] others = {
            TestRequest.get("/chat"),
            TestRequest.post("/chat").field("Connection", "Upgrade").field("Upgrade", "websocket"),
            TestRequest.get("/chat").field("Upgrade", "websocket").field("Sec-WebSocket-Version", "13"),
            TestRequest.get("/chat")
                    .field("Connection", "Upgrade")
                    .field("Upgrade", "websocket")
                    .field("Sec-WebSocket-Version", "8"),
        };
        for (TestRequest other : others) {
            Call call = call(endpoint, other);
            assertThat(call.status()).isEqualTo(426);
            assertThat(call.field("Upgrade")).isEqualTo("websocket");
            assertThat(call.field("Sec-WebSocket-Version")).isEqualTo("13");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bad", "", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZSE=", "dGhlIHNhbXBsZSBub25j*Q=="})
    void aKeyThatIsNot16BytesInBase64IsBad(String key) {
        TestRequest handshake = TestRequest.get("/chat")
                .field("Connection", "Upgrade")
                .field("Upgrade", "websocket")
                .field("Sec-WebSocket-Version", "13")
                .field("Sec-WebSocket-Key", key);
        assertThat(call(endpoint, handshake).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "graphql-ws, graphql-transport-ws | graphql-ws",
                "mqtt, graphql-transport-ws | graphql-transport-ws",
                "mqtt | ''",
                "GRAPHQL-WS | ''",
            })
    void theFirstSubprotocolOfTheClientThatIsSpokenIsAgreedOn(String offered, String agreed) {
        List<String> known = new ArrayList<>();
        WebSockets speaking = WebSockets.endpoint((request, socket) ->
                        known.add(request.get(WebSockets.PROTOCOL).orElse("")))
                .speaking("graphql-transport-ws", "graphql-ws");
        Call call = call(speaking, handshake().field("Sec-WebSocket-Protocol", offered));
        assertThat(call.status()).isEqualTo(101);
        assertThat(call.field("Sec-WebSocket-Protocol")).isEqualTo(agreed);
        ((Body.Tunnel.WebSocket) call.response().body()).opened().accept(socket(new ArrayList<>(), new boolean[1]));
        assertThat(known).containsExactly(agreed);
    }

    @Test
    void whatIsNoSubprotocolsNameOrOriginIsRefused() {
        assertThatThrownBy(() -> endpoint.allowing("https://app.example/"))
                .hasMessageContaining("https://app.example/");
        assertThatThrownBy(() -> endpoint.speaking("a b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPingGoesOutFromTimeToTimeUntilTheSocketIsClosed() {
        ManualTime time = ManualTime.create();
        Call call = call(endpoint, handshake().scope(TestScope.at(time)));
        List<String> sent = new ArrayList<>();
        boolean[] closed = new boolean[1];
        ((Body.Tunnel.WebSocket) call.response().body()).opened().accept(socket(sent, closed));
        assertThat(sent).isEmpty();
        time.advance(WebSockets.HEARTBEAT.multipliedBy(2));
        assertThat(sent).containsExactly("writePing", "writePing");
        closed[0] = true;
        time.advance(WebSockets.HEARTBEAT.multipliedBy(2));
        assertThat(sent).hasSize(2);
        assertThat(time.pending()).isZero();
    }

    private static ServerWebSocket socket(List<String> sent, boolean[] closed) {
        return (ServerWebSocket) Proxy.newProxyInstance(
                WebSocketsTest.class.getClassLoader(), new Class<?>[] {ServerWebSocket.class}, (self, method, args) -> {
                    if (method.getName().equals("isClosed")) {
                        return closed[0];
                    }
                    sent.add(method.getName());
                    return Future.succeededFuture();
                });
    }

    @Test
    void aHandshakeWithoutOneKeyIsBad() {
        assertThat(call(endpoint, handshake().field("Sec-WebSocket-Key", "again"))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "https://chat.example,101",
        "https://Chat.example,101",
        "https://app.example,101",
        "https://evil.example,403",
        "https://chat.example.evil,403",
        "null,403",
        "::,403",
    })
    void pagesOfOtherOriginsAreTakenWhereTheyAreNamed(String origin, int status) {
        assertThat(call(endpoint.allowing("https://app.example"), handshake().field("Origin", origin))
                        .status())
                .isEqualTo(status);
    }
}
