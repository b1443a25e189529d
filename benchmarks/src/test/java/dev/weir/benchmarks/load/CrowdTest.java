package dev.weir.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.weir.benchmarks.servers.Workshop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CrowdTest {
    private static final int THREADS = 3;
    private static final int CLIENTS = 20;

    /** More than any socket takes. */
    private static final int LARGE = 16 << 20;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private HttpServer server;
    private Workshop workshop;

    @BeforeAll
    static void needsTools() {
        assumeTrue(Workshop.has("cc", "gcc"), "needs the tool cc");
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "needs two cores");
    }

    @BeforeEach
    void start() throws IOException {
        workshop = new Workshop();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                int bytes = exchange.getRequestURI().getPath().equals("/large") ? LARGE : 5;
                exchange.sendResponseHeaders(
                        exchange.getRequestURI().getPath().equals("/missing") ? 404 : 200, bytes);
                exchange.getResponseBody().write(new byte[bytes]);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.stop(0);
        threads.shutdownNow();
        workshop.close();
    }

    private Crowd gather(String path, int bytesASecond) throws IOException, InterruptedException {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        return Crowd.gather(workshop.compiled("crowd"), url, CLIENTS, bytesASecond);
    }

    @Test
    void idleClientsHaveHadTheirAnswerAndStay() throws Exception {
        try (Crowd crowd = gather("/", 0)) {
            assertThat(crowd.begun()).isEqualTo(CLIENTS);
            assertThat(crowd.disperse()).isEqualTo(CLIENTS);
        }
    }

    @Test
    void readersHoldTheThreadsOfAServerThatBlocks() throws Exception {
        try (Crowd crowd = gather("/large", 100)) {
            assertThat(crowd.begun()).isEqualTo(THREADS);
            assertThat(crowd.disperse()).isEqualTo(THREADS);
        }
    }

    @Test
    void thoseWhomTheServerLeavesAreNotCounted() throws Exception {
        try (Crowd crowd = gather("/", 0)) {
            server.stop(0);
            assertThat(crowd.disperse()).isZero();
        }
    }

    @Test
    void anotherAnswerThanTheRightOneEndsIt() {
        assertThatThrownBy(() -> gather("/missing", 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/missing")
                .hasMessageContaining("another answer than 200");
    }
}
