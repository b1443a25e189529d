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
import java.net.StandardSocketOptions;
import java.net.URI;
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
        // A port on which nobody listens, and which nobody else gets meanwhile.
        try (Socket down = new Socket();
                ServerSocket up = new ServerSocket()) {
            down.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            down.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            URI uri = URI.create("http://127.0.0.1:" + down.getLocalPort());
            try (RawClient client = new RawClient(serve(origin(uri, settings())))) {
                for (int i = 0; i < 3; i++) {
                    client.send(GET);
                    assertThat(client.readResponse()).startsWith("HTTP/1.1 502 ");
                }
                assertWarned(uri + " is down: ", "502", "refused");
                up.setOption(StandardSocketOptions.SO_REUSEPORT, true);
                up.bind(down.getLocalSocketAddress());
                try (ScriptedOrigin again = new ScriptedOrigin(up)) {
                    client.send(GET);
                    RawPeer peer = again.accept();
                    peer.readHead();
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                    assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ");
                }
            }
            assertWarned(uri + " is up again");
        }
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
