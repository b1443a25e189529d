package dev.weir.origin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.weir.support.LogCapture;
import dev.weir.support.RawClient;
import dev.weir.support.RawPeer;
import dev.weir.support.ScriptedOrigin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the log says of an origin server that gives no valid response. */
class OriginLogTest extends OriginTestCase {
    private static final String GET = "GET /page?secret=1 HTTP/1.1\r\nHost: a\r\n\r\n";

    private final LogCapture log = LogCapture.of("dev.weir", Level.INFO);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void anOriginThatIsDownIsOneLineAndOneWhenItIsUpAgain() throws Exception {
        server.close();
        try (RawClient client = client()) {
            try (Socket nobodyListens = new Socket()) {
                // Or somebody else's test might get the port meanwhile, and listen.
                nobodyListens.setReuseAddress(true);
                nobodyListens.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
                for (int i = 0; i < 3; i++) {
                    client.send(GET);
                    assertThat(client.readResponse()).startsWith("HTTP/1.1 502 ");
                }
            }
            assertWarned(server.uri() + " is down: ", "502", "refused");
            ServerSocket again = new ServerSocket(server.port(), 10, InetAddress.getLoopbackAddress());
            try (ScriptedOrigin up = new ScriptedOrigin(again)) {
                client.send(GET);
                RawPeer peer = up.accept();
                peer.readHead();
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ");
            }
        }
        assertWarned(server.uri() + " is up again");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "HTTP/1.1 200 OK|Content-Length: 3|Content-Length: 4||abc ! Content-Length",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip||abc ! GET /page at http://127.0.0.1:",
                "HTTP/1.1 999 What|Content-Length: 0|| ! status 999",
                "'' ! closed the connection",
            })
    void aResponseThatIsNotValidIsOneLineWithTheReason(String bytes, String reason) throws Exception {
        try (RawClient client = client()) {
            client.send(GET);
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send(bytes.replace("|", "\r\n"));
            peer.close();
            assertThat(client.readResponse()).startsWith("HTTP/1.1 502 ");
        }
        assertWarned(reason);
    }

    @Test
    void soIsOneThatDoesNotCome() throws Exception {
        use(settings().with(new OriginTimeouts(LONG, SHORT, LONG)));
        try (RawClient client = client()) {
            client.send(GET);
            assertThat(client.readResponse()).startsWith("HTTP/1.1 504 ");
        }
        assertWarned("GET /page at " + server.uri(), "in time", "504");
    }

    @Test
    void aClientThatLeavesIsNotWorthALine() throws Exception {
        try (RawClient client = client()) {
            client.send(GET);
            RawPeer peer = server.accept();
            peer.readHead();
            client.close();
            peer.awaitClose();
        }
        assertThat(log.rest()).isEmpty();
    }

    private void assertWarned(String... words) throws InterruptedException {
        var event = log.next();
        assertThat(event.getLevel()).isEqualTo(Level.WARN);
        assertThat(event.getFormattedMessage()).contains(words).doesNotContain("secret");
        assertThat(log.rest()).isEmpty();
    }
}
