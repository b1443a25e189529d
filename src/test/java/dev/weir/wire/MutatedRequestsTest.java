package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.weir.edge.ConnectionLimits;
import dev.weir.edge.ExchangeLimits;
import dev.weir.edge.HeadLimits;
import dev.weir.edge.Limits;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.server.ServerSettings;
import dev.weir.support.Fixture;
import dev.weir.support.LogCapture;
import dev.weir.support.RawClient;
import dev.weir.support.Transport;
import dev.weir.support.Trials;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever comes, there is an answer or a close, in bounded time; the server lives on, and no buffer is lost. */
class MutatedRequestsTest {
    private static final int CONNECTIONS = 40;
    private static final String GOOD = "GET /good HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    private static final List<String> BASES = List.of(
            "GET /a?b=c HTTP/1.1\r\nHost: a\r\nAccept: */*\r\nCookie: a=b; c=d\r\n\r\n",
            "POST /a HTTP/1.1\r\nHost: a:80\r\nContent-Length: 10\r\n\r\n0123456789",
            "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\nA;x=y\r\n0123456789\r\n0\r\nA: b\r\n\r\n",
            "PUT http://b/c HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
            "OPTIONS * HTTP/1.1\r\nHost: [::1]\r\n\r\n",
            "HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
            "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n",
            "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    private static final List<String> PIECES = List.of(
            "\r\n",
            "\n",
            "\r",
            " ",
            "\t",
            ":",
            ";",
            ",",
            "\u0000",
            "\u00ff",
            "0",
            "-1",
            "ffffffffffffffff",
            "Content-Length: 5\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: x\r\n",
            "Host: b\r\n",
            "Content-Xength: 5\r\n",
            "\r\n\r\n",
            "HTTP/1.1",
            "HTTP/1.0",
            "GET ",
            "Connection: close\r\n",
            "a".repeat(9_000));

    private static @Nullable Fixture fixture;
    private static @Nullable LogCapture leaks;
    private static ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();

    @BeforeAll
    static void serve() throws Exception {
        before = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        leaks = LogCapture.of(ResourceLeakDetector.class.getName(), Level.ERROR);
        Duration soon = Duration.ofMillis(150);
        Limits limits = Limits.defaults()
                .withHead(HeadLimits.defaults().withTime(soon))
                .withConnection(ConnectionLimits.defaults().withIdle(soon))
                .withExchange(ExchangeLimits.defaults().withStalls(soon, soon));
        HttpHandler handler = request -> request.path().startsWith("/a")
                ? request.bytes(1 << 16).map(bytes -> Response.text("got " + bytes.length()))
                : HttpHandler.ok(Response.text("hi"));
        fixture = Fixture.serving(Transport.EPOLL, ServerSettings.onPort(0).withLimits(limits), handler);
    }

    @AfterAll
    static void close() throws Exception {
        try (LogCapture log = leaks) {
            if (fixture != null) {
                fixture.close();
            }
            System.gc();
            io.netty.buffer.PooledByteBufAllocator.DEFAULT
                    .directBuffer(1)
                    .release(); // which is when leaks are looked for
            assertThat(log == null ? List.of() : log.rest()).isEmpty();
        } finally {
            ResourceLeakDetector.setLevel(before);
        }
    }

    @Test
    void getAnAnswerOrACloseAndHarmNobody() {
        Trials.run(20, MutatedRequestsTest::sendMany);
    }

    private static void sendMany(Random random) throws Exception {
        List<RawClient> clients = new ArrayList<>();
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            RawClient client = server().client();
            clients.add(client);
            byte[] bytes = mutated(random);
            sent.add(bytes);
            send(client, bytes);
        }
        for (int i = 0; i < CONNECTIONS; i++) {
            byte[] bytes = sent.get(i);
            try (RawClient client = clients.get(i)) {
                assertThat(read(client))
                        .as(() -> new String(bytes, StandardCharsets.ISO_8859_1))
                        .matches("(?s)|HTTP/1\\.[01] [1-5][0-9][0-9] .*");
            }
        }
        assertThat(server().exchange(GOOD)).startsWith("HTTP/1.1 200 ").endsWith("hi");
    }

    private static Fixture server() {
        Fixture serving = fixture;
        if (serving == null) {
            throw new IllegalStateException("not serving");
        }
        return serving;
    }

    private static void send(RawClient client, byte[] bytes) throws IOException {
        try {
            client.send(bytes);
        } catch (SocketException closed) {
            assertThat(closed).isNotNull(); // it may have been refused before the last of it was sent
        }
    }

    /** All until the end; a read that times out fails the test. */
    private static String read(RawClient client) throws IOException {
        try {
            return client.readAll();
        } catch (SocketException reset) {
            return "";
        }
    }

    private static byte[] mutated(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(BASES.get(random.nextInt(BASES.size())));
        }
        for (int i = random.nextInt(4); i >= 0 && text.length() > 1; i--) {
            mutate(text, random);
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + 1 + random.nextInt(8));
        switch (random.nextInt(5)) {
            case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            case 1 -> text.delete(at, end);
            case 2 -> text.setCharAt(at, (char) random.nextInt(256));
            case 3 -> text.insert(at, text.substring(at, end));
            default -> text.setLength(at);
        }
    }
}
