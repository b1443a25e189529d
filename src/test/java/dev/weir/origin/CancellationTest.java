package dev.weir.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.support.RawClient;
import dev.weir.support.RawPeer;
import org.junit.jupiter.api.Test;

/** A client that leaves stops the work that is done for it, as the origin server sees it. */
class CancellationTest extends OriginTestCase {

    @Test
    void beforeTheResponseBegins() throws Exception {
        RawClient client = client();
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        RawPeer peer = server.accept();
        peer.readHead();
        client.close();
        peer.awaitClose();
    }

    @Test
    void whileTheResponseComes() throws Exception {
        RawClient client = client();
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        RawPeer peer = server.accept();
        peer.readHead();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc");
        client.readUntil("abc");
        client.close();
        peer.awaitClose();
    }

    @Test
    void whileTheRequestGoes() throws Exception {
        RawClient client = client();
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc");
        RawPeer peer = server.accept();
        peer.readUntil("abc");
        client.close();
        peer.awaitClose();
    }

    @Test
    void anAnswerBeforeTheRequestsEndClosesTheConnectionToTheOrigin() throws Exception {
        try (RawClient client = client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc");
            RawPeer peer = server.accept();
            peer.readUntil("abc");
            peer.send("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
            assertThat(client.readResponse()).startsWith("HTTP/1.1 413 ");
            peer.awaitClose();
            client.send("defGET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(server.accept().readHead()).startsWith("GET / ");
        }
    }
}
