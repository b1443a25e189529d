package dev.weir.http;

import static dev.weir.testkit.Call.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.Call;
import dev.weir.testkit.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
