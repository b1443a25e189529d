package dev.weir.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A slow web server of the blocking kind: {@value #THREADS} threads, of which each page holds one for
 * {@value #MILLISECONDS_A_PAGE} ms. Counts what reaches it.
 */
final class DemoOrigin implements AutoCloseable {

    static final int THREADS = 48;
    static final int MILLISECONDS_A_PAGE = 300;

    private static final String HEADLINE = "max-age=1, stale-while-revalidate=5";
    /** For a minute in shared caches; a browser is to ask each time. */
    private static final String PAGE = "max-age=0, s-maxage=60";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AtomicLong requests = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    private DemoOrigin(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a port of this machine that the system chooses. */
    static DemoOrigin start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        DemoOrigin origin = new DemoOrigin(server);
        server.createContext("/", origin::answer);
        server.setExecutor(origin.threads);
        server.start();
        return origin;
    }

    /** Where it listens. */
    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How many requests have reached it. */
    long requests() {
        return requests.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            long number = requests.incrementAndGet();
            work();
            boolean headline = exchange.getRequestURI().getPath().endsWith("/headline");
            byte[] text = ("This is answer " + number + " of a slow server.\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", headline ? HEADLINE : PAGE);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    /** Holds this thread as a slow database would; ends at once when the origin closes. */
    private void work() throws IOException {
        try {
            if (closed.await(MILLISECONDS_A_PAGE, TimeUnit.MILLISECONDS)) {
                throw new IOException("closing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdown();
    }
}
