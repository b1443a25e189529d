package dev.weir.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.weir.benchmarks.servers.Workshop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenLoadTest {
    private static final int BYTES = 5;

    private HttpServer server;
    private Workshop workshop;
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeAll
    static void needsTools() {
        assumeTrue(Workshop.has("cc", "gcc"), "needs the tool cc");
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "needs two cores");
    }

    @BeforeEach
    void start() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        workshop = new Workshop();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", exchange -> {
            // One thread answers all: while this request stalls, so does everybody.
            if (asked.incrementAndGet() == 100 && exchange.getRequestURI().getPath().equals("/stall")) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(600));
            }
            if (exchange.getRequestURI().getPath().equals("/slow")) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/missing") ? 404 : 200, BYTES);
            exchange.getResponseBody().write(new byte[BYTES]);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.stop(0);
        workshop.close();
    }

    private OpenLoad.Result load(String path, int connections, double rate, int bytes)
            throws IOException, InterruptedException {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        return OpenLoad.run(
                workshop.compiled("openload"), new OpenLoad.Order(url, connections, rate, bytes, 0, 2));
    }

    /** Of 400 requests 120 were due in the 600 ms of the stall; a closed loop has but its 4 connections waiting. */
    @Test
    void aStallIsChargedWithAllWhoWereDueInIt() throws Exception {
        OpenLoad.Result open = load("/stall", 4, 200, BYTES);

        assertThat(open.errors()).as(open.toString()).isZero();
        assertThat(open.answers()).isEqualTo(400);
        assertThat(open.max()).isGreaterThanOrEqualTo(590_000);
        assertThat(open.p99()).isGreaterThan(500_000);
        assertThat(open.p90()).as("120 of 400 waited, evenly from 600 ms down to none").isGreaterThan(300_000);
    }

    @Test
    void aClosedLoopHardlySeesTheSameStall() throws Exception {
        OpenLoad.Result closed = load("/stall", 4, 0, BYTES);

        assertThat(closed.errors()).as(closed.toString()).isZero();
        assertThat(closed.answers()).as("enough that four are not one of a hundred").isGreaterThan(500);
        assertThat(closed.max()).isGreaterThanOrEqualTo(590_000);
        assertThat(closed.p99()).isLessThan(500_000);
    }

    /** Who hung up on what it has asked would leave the server work that the next turn pays for. */
    @Test
    void aClosedLoopHearsOutWhatItHasAsked() throws Exception {
        OpenLoad.Result closed = load("/slow", 4, 0, BYTES);

        assertThat(closed.errors()).as(closed.toString()).isZero();
        assertThat(closed.allAnswers()).isEqualTo(asked.get());
    }

    @Test
    void inABurstEachConnectionAsksOnce() throws Exception {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        OpenLoad.Result burst =
                OpenLoad.run(workshop.compiled("openload"), OpenLoad.Order.burst(url, 70, BYTES));

        assertThat(burst.answers()).as(burst.toString()).isEqualTo(70);
        assertThat(asked).hasValue(70);
    }

    @Test
    void thePathsOfAFileAreAskedForInTurn(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("paths"), "/one\n/two\n/missing\n");
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        OpenLoad.Order order = OpenLoad.Order.burst(url, 30, BYTES).over(file);

        OpenLoad.Result result = OpenLoad.run(workshop.compiled("openload"), order);

        assertThat(result.answers()).as(result.toString()).isEqualTo(20);
        assertThat(result.failures()).isEqualTo(10);
    }

    @Test
    void aFileWithoutPathsIsNamed(@TempDir Path directory) {
        OpenLoad.Order order = OpenLoad.Order.burst("http://127.0.0.1:1/", 1, BYTES).over(directory.resolve("none"));

        assertThatThrownBy(() -> OpenLoad.run(workshop.compiled("openload"), order))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there are no paths at " + directory.resolve("none"));
    }

    @Test
    void answersOfAnotherStatusOrLengthAreErrors() throws Exception {
        OpenLoad.Result missing = load("/missing", 4, 100, BYTES);
        OpenLoad.Result length = load("/", 4, 100, BYTES + 1);

        assertThat(missing.answers()).isZero();
        assertThat(missing.failures()).isEqualTo(200);
        assertThat(missing.firstFailure()).isEqualTo("status 404 with 5 bytes");
        assertThat(length.answers()).isZero();
        assertThat(length.failures()).isEqualTo(200);
    }
}
