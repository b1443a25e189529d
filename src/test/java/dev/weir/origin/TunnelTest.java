package dev.weir.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.support.RawClient;
import dev.weir.support.RawPeer;
import io.vertx.core.Promise;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that changes to another protocol (RFC 9110 §7.8). */
class TunnelTest extends OriginTestCase {
    private static final String UPGRADE =
            "GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: k\r\n\r\n";
    private static final String SWITCH =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-A: 1\r\n\r\n";

    @Test
    void bytesGoBothWaysBehindThe101() throws Exception {
        try (RawClient client = client()) {
            client.send(UPGRADE);
            RawPeer peer = server.accept();
            assertThat(peer.readHead())
                    .containsIgnoringCase("connection: upgrade\r\n")
                    .contains("Upgrade: websocket\r\n", "Sec-WebSocket-Key: k\r\n");
            peer.send(SWITCH + "right behind");
            assertThat(client.readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("connection: upgrade\r\n")
                    .containsIgnoringCase("upgrade: websocket\r\n")
                    .contains("X-A: 1\r\n");
            assertThat(client.readUntil("behind")).isEqualTo("right behind");
            client.send("up");
            assertThat(peer.readUntil("up")).isEqualTo("up");
            peer.send("down");
            assertThat(client.readUntil("down")).isEqualTo("down");
        }
    }

    @Test
    void aClientThatLeavesClosesTheOriginsSide() throws Exception {
        RawClient client = client();
        client.send(UPGRADE);
        RawPeer peer = server.accept();
        peer.readHead();
        peer.send(SWITCH);
        client.readUntil("\r\n\r\n");
        client.close();
        peer.awaitClose();
    }

    @Test
    void anOriginThatClosesClosesTheClientsSideBehindTheLastByte() throws Exception {
        try (RawClient client = client()) {
            client.send(UPGRADE);
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send(SWITCH);
            client.readUntil("\r\n\r\n");
            String much = "x".repeat(4 << 20);
            peer.send(much + "last");
            peer.close();
            assertThat(client.readAll()).hasSize(much.length() + 4).endsWith("last");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Upgrade: h2c\r\n", "Upgrade: websocket, h2c\r\n", "Upgrade: websocket\r\nUpgrade: x\r\n", ""})
    void aProtocolThatWasNotOfferedIsA502(String line) throws Exception {
        try (RawClient client = client()) {
            client.send(UPGRADE.replace("websocket", "websocket, h2c"));
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n" + line + "\r\n");
            assertThat(client.readResponse()).startsWith("HTTP/1.1 502 ").contains("protocol");
            peer.awaitClose();
        }
    }

    @Test
    void whichIsNamedInAnyCaseAndMayBeOneOfSeveral() throws Exception {
        try (RawClient client = client()) {
            client.send(UPGRADE.replace("websocket", "chat/2, websocket"));
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send(SWITCH.replace("websocket", "WebSocket"));
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 101 ").contains("WebSocket");
        }
    }

    @Test
    void anOriginThatClosesBeforeTheClientIsJoinedClosesTheClientToo() throws Exception {
        // With one connection, so that a next request gets through only once the tunnel is known to be over.
        Origin single = origin(settings().with(new OriginLimits(1, 1, Duration.ofSeconds(4))));
        Promise<Void> slow = Promise.promise();
        int port = serve(request -> request.path().equals("/chat")
                ? single.handle(request).compose(answer -> slow.future().map(answer))
                : single.handle(request));
        try (RawClient client = new RawClient(port);
                RawClient next = new RawClient(port)) {
            client.send(UPGRADE);
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send(SWITCH);
            next.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
            peer.close();
            RawPeer free = server.accept();
            free.readHead();
            slow.complete();
            client.awaitClose();
        }
    }

    @Test
    void anOriginThatDoesNotSwitchGivesAnOrdinaryResponse() throws Exception {
        try (RawClient client = client()) {
            client.send(UPGRADE);
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno");
            assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ").endsWith("no");
            client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(server.accept().readHead()).startsWith("GET /next ");
        }
    }
}
