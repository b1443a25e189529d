package dev.weir.program;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An origin that counts; under {@code /held} it answers when it is told to, under {@code /told} with what it is told. */
final class TestOrigin implements AutoCloseable {

    /** What is worth compressing, under {@code /text}. */
    static final String TEXT = "The same again, and again.\n".repeat(400);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    final CountDownLatch arrived = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);

    TestOrigin(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        server.createContext("/", exchange -> answer(exchange, "max-age=60"));
        server.createContext("/held", exchange -> {
            arrived.countDown();
            awaitRelease();
            answer(exchange, "no-store");
        });
        server.createContext("/told", exchange -> {
            String told = exchange.getRequestHeaders().getFirst("X-Forwarded-Proto") + " for "
                    + exchange.getRequestHeaders().getFirst("X-Forwarded-For");
            exchange.getResponseHeaders().set("X-Told", told);
            answer(exchange, "no-store");
        });
        server.createContext("/text", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            answer(exchange, "max-age=60", TEXT);
        });
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int port() {
        return server.getAddress().getPort();
    }

    int requests() {
        return requests.get();
    }

    private void awaitRelease() throws IOException {
        try {
            if (!release.await(30, TimeUnit.SECONDS)) {
                throw new IOException("not released");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void answer(HttpExchange exchange, String cacheControl) throws IOException {
        answer(exchange, cacheControl, "path " + exchange.getRequestURI() + "\n");
    }

    private void answer(HttpExchange exchange, String cacheControl, String text) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Cache-Control", cacheControl);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        release.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
