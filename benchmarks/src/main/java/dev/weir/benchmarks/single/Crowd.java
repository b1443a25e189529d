package dev.weir.benchmarks.single;

import dev.weir.benchmarks.load.ProcFs;
import dev.weir.benchmarks.servers.Peer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Memory of {@code weir proxy} while thousands wait for one content that is being fetched, over the same connections idle.
 *
 * <pre>
 * mvn -q install -DskipTests &amp;&amp; mvn -q -f benchmarks/pom.xml package
 * java -cp benchmarks/target/benchmarks.jar dev.weir.benchmarks.single.Crowd [CLIENTS]
 * </pre>
 *
 * The clients ask, and do not read: what is sent to them stays in their sockets, and what is not, with the server. Needs
 * Linux, and twice as many open files as clients ({@code ulimit -n}).
 */
public final class Crowd {
    private static final int BODY_BYTES = 10 << 20;
    private static final Duration DELAY = Duration.ofSeconds(3);
    private static final int SAMPLES = 200;
    private static final double MIB = 1 << 20;

    private Crowd() {}

    public static void main(String[] arguments) throws Exception {
        int clients = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        Vertx vertx = Vertx.vertx();
        TestOrigin origin = TestOrigin.start(vertx, DELAY, BODY_BYTES, "max-age=3600", Duration.ZERO)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        List<SocketChannel> crowd = new ArrayList<>(clients);
        try (Peer weir = WeirProxy.start(origin.url(), 1)) {
            connect(weir, clients, crowd);
            long idle = settled(weir);
            ByteBuffer request =
                    ByteBuffer.wrap("GET /page HTTP/1.1\r\nHost: weir\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (SocketChannel client : crowd) {
                client.write(request.duplicate());
            }
            long most = most(weir);
            long after = settled(weir);
            System.out.printf(
                    Locale.ROOT,
                    "%,d clients of one content of 10 MiB, %d at the origin%n- connected and idle: %,.0f MiB%n"
                            + "- at the most: %,.0f MiB, %,.0f MiB more (aim: at most 42)%n- at the end: %,.0f MiB%n",
                    clients,
                    origin.requests(),
                    idle / MIB,
                    most / MIB,
                    (most - idle) / MIB,
                    after / MIB);
        } finally {
            for (SocketChannel client : crowd) {
                client.close();
            }
            vertx.close();
        }
    }

    private static void connect(Peer weir, int clients, List<SocketChannel> into) throws IOException {
        URI uri = URI.create(weir.url());
        for (int i = 0; i < clients; i++) {
            into.add(SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort())));
        }
    }

    /** Once it has stayed the same for a second. */
    private static long settled(Peer weir) throws IOException, InterruptedException {
        long before = -1;
        long now = ProcFs.residentBytes(weir.process());
        while (Math.abs(now - before) > MIB) {
            before = now;
            TimeUnit.SECONDS.sleep(1);
            now = ProcFs.residentBytes(weir.process());
        }
        return now;
    }

    private static long most(Peer weir) throws IOException, InterruptedException {
        long most = 0;
        for (int i = 0; i < SAMPLES; i++) {
            most = Math.max(most, ProcFs.residentBytes(weir.process()));
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return most;
    }
}
