package dev.weir.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Weir;
import dev.weir.server.RunningServer;
import dev.weir.support.Await;
import dev.weir.support.OwnThread;
import dev.weir.support.Protocol;
import dev.weir.support.RawClient;
import dev.weir.support.RawPeer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A content is read no faster than the other side takes it; what is on its way is in buffers of bounded size. */
class PaceTest extends OriginTestCase {
    /** Several times what all the buffers on the way hold: the kernel's, and the client's own of 16 MiB in HTTP/2. */
    private static final long TOTAL = 100_000_000;

    private static final int PIECE = 64 << 10;

    private HttpRequest.Builder request(Protocol protocol) throws Exception {
        RunningServer running = Await.of(Weir.serve(vertx, protocol.settings(), 1, origin(settings())));
        return HttpRequest.newBuilder(URI.create(running.url()));
    }

    /** Stands still far from the end, with somebody at the other end who takes nothing. */
    private static void standsStill(AtomicLong count, CompletableFuture<?> whole) {
        assertThat(whole).failsWithin(Duration.ofMillis(500));
        assertThat(count.get()).isPositive().isLessThan(TOTAL / 2);
    }

    @ParameterizedTest
    @EnumSource
    void theOriginIsReadAtTheClientsPace(Protocol protocol) throws Exception {
        HttpClient client = protocol.client();
        CompletableFuture<HttpResponse<InputStream>> asked =
                client.sendAsync(request(protocol).build(), BodyHandlers.ofInputStream());
        RawPeer peer = server.accept();
        peer.readHead();
        AtomicLong sent = new AtomicLong();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + TOTAL + "\r\n\r\n");
        CompletableFuture<Void> all = OwnThread.run(() -> sendAll(peer, sent));
        try (InputStream content = asked.get(10, TimeUnit.SECONDS).body()) {
            standsStill(sent, all);
            assertThat(content.transferTo(OutputStream.nullOutputStream())).isEqualTo(TOTAL);
        }
        all.get(10, TimeUnit.SECONDS);
        assertThat(sent).hasValue(TOTAL);
    }

    private static void sendAll(RawPeer peer, AtomicLong sent) {
        try {
            while (sent.get() < TOTAL) {
                byte[] piece = new byte[(int) Math.min(PIECE, TOTAL - sent.get())];
                peer.send(piece);
                sent.addAndGet(piece.length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inATunnelEitherSideIsReadAtThePaceOfTheOther(boolean down) throws Exception {
        try (RawClient client = client()) {
            client.send("GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n");
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n");
            client.readHead();
            AtomicLong sent = new AtomicLong();
            CompletableFuture<Void> all = OwnThread.run(() -> sendAll(down ? peer : client, sent));
            standsStill(sent, all);
            (down ? client : peer).socket().getInputStream().skipNBytes(TOTAL);
            all.get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theClientIsReadAtTheOriginsPace(Protocol protocol) throws Exception {
        HttpClient client = protocol.client();
        AtomicLong taken = new AtomicLong();
        HttpRequest upload = request(protocol)
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> new Zeros(taken)), TOTAL))
                .build();
        CompletableFuture<HttpResponse<String>> asked = client.sendAsync(upload, BodyHandlers.ofString());
        RawPeer peer = server.accept();
        assertThat(peer.readHead()).containsIgnoringCase("content-length: " + TOTAL + "\r\n");
        standsStill(taken, asked);
        peer.socket().getInputStream().skipNBytes(TOTAL);
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ngot");
        assertThat(asked.get(10, TimeUnit.SECONDS).body()).isEqualTo("got");
    }

    /** A content that counts what has been taken of it. */
    private static final class Zeros extends InputStream {
        private final AtomicLong taken;

        Zeros(AtomicLong taken) {
            this.taken = taken;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("read in pieces only");
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int size = (int) Math.min(length, TOTAL - taken.get());
            taken.addAndGet(size);
            return size == 0 ? -1 : size;
        }
    }
}
