package dev.weir.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Weir;
import dev.weir.http.Cancellation;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.support.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that stops loses no request that it can still answer, and no balancer is surprised. */
class DrainTest {
    private final Vertx vertx = Vertx.vertx();
    private final Readiness readiness = new Readiness();
    private final Promise<Response> answer = Promise.promise();
    private final CompletableFuture<Void> arrived = new CompletableFuture<>();
    private final CompletableFuture<Cancellation> cancelled = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        Await.of(vertx.close());
    }

    private RunningServer serve(Duration pause, Duration limit) throws Exception {
        HttpHandler handler = request -> switch (request.path()) {
            case "/events" -> HttpHandler.ok(Response.events(request, events -> events.send("one")));
            case "/ready" -> readiness.handle(request);
            case "/slow" -> {
                arrived.complete(null);
                request.onCancel(cancelled::complete);
                yield answer.future();
            }
            default -> HttpHandler.ok(Response.text("quick"));
        };
        ServerSettings settings = ServerSettings.onPort(0)
                .withDrain(Drain.defaults().telling(readiness).within(pause, limit));
        return Await.of(Weir.serve(vertx, settings, 2, handler));
    }

    private static Socket connect(RunningServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void ask(Socket socket, String path) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The port is given up beside the idle connections, not before them: one attempt more may still get through, or be
     * broken off by the system that had taken it on.
     */
    private static void connectUntilRefused(RunningServer server) throws IOException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < patience) {
            try {
                connect(server).close();
            } catch (ConnectException refused) {
                throw refused;
            } catch (SocketException brokenOff) {
                // the next attempt tells
            }
        }
    }

    private static String read(Socket socket, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (!read.toString().endsWith(end)) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after: " + read);
            }
            read.append((char) next);
        }
        return read.toString().toLowerCase(Locale.ROOT);
    }

    /** Closing ends the event loops, so that nothing may wait to be told on one of them. */
    @Test
    void vertxMayBeClosedInWhatFollowsTheDrain() throws Exception {
        RunningServer server = serve(Duration.ZERO, Duration.ofSeconds(10));
        Await.of(server.drain().eventually(vertx::close));
        assertThatThrownBy(() -> connectUntilRefused(server)).isInstanceOf(ConnectException.class);
    }

    @Test
    void whatIsInFlightFinishesAndAnnouncesTheCloseAndNoConnectionIsTaken() throws Exception {
        RunningServer server = serve(Duration.ZERO, Duration.ofSeconds(10));
        try (Socket slow = connect(server);
                Socket idle = connect(server)) {
            ask(idle, "/quick");
            assertThat(read(idle, "quick")).doesNotContain("connection: close");
            ask(slow, "/slow");
            arrived.get(10, TimeUnit.SECONDS);
            Future<Void> drained = server.drain();
            assertThat(idle.getInputStream().read())
                    .as("an idle connection is closed")
                    .isEqualTo(-1);
            assertThatThrownBy(() -> connectUntilRefused(server)).isInstanceOf(ConnectException.class);
            assertThat(drained.isComplete()).isFalse();
            answer.complete(Response.text("slow"));
            assertThat(read(slow, "slow")).startsWith("http/1.1 200 ").contains("connection: close");
            assertThat(slow.getInputStream().read()).isEqualTo(-1);
            Await.of(drained);
            assertThat(cancelled).isNotDone();
        }
    }

    @Test
    void readinessFailsFirstAndThereIsAPauseInWhichAllIsServed() throws Exception {
        RunningServer server = serve(Duration.ofMillis(400), Duration.ofSeconds(10));
        try (Socket socket = connect(server)) {
            ask(socket, "/ready");
            assertThat(read(socket, "ready")).startsWith("http/1.1 200 ");
            Future<Void> drained = server.drain();
            Await.until(() -> !readiness.isReady());
            ask(socket, "/ready");
            assertThat(read(socket, "draining")).startsWith("http/1.1 503 ");
            try (Socket late = connect(server)) {
                ask(late, "/quick");
                assertThat(read(late, "quick")).startsWith("http/1.1 200 ");
            }
            Await.of(drained);
        }
    }

    @Test
    void aStreamOfEventsEndsWellWhenTheDrainBegins() throws Exception {
        RunningServer server = serve(Duration.ZERO, Duration.ofHours(1));
        try (Socket socket = connect(server)) {
            ask(socket, "/events");
            read(socket, "data: one\n\n\r\n");
            Future<Void> drained = server.drain();
            assertThat(read(socket, "0\r\n\r\n")).isEqualTo("0\r\n\r\n");
            Await.of(drained);
        }
    }

    @Test
    void whoSharesReadinessFailsItOnlyWhenAllDrainAndMakesItGoodAgain() throws Exception {
        RunningServer one = serve(Duration.ZERO, Duration.ofSeconds(10));
        RunningServer other = serve(Duration.ZERO, Duration.ofSeconds(10));
        Await.of(one.drain());
        assertThat(readiness.isReady()).as("the other serves on").isTrue();
        Await.of(other.drain());
        assertThat(readiness.isReady()).isFalse();
        serve(Duration.ZERO, Duration.ofSeconds(10));
        assertThat(readiness.isReady()).as("one has started again").isTrue();
    }

    @Test
    void readinessThatIsToldOfADrainIsGivenTimeToBeSeen() {
        Drain plain = Drain.defaults();
        assertThat(plain.pause()).isZero();
        assertThat(plain.telling(readiness).pause()).isEqualTo(Duration.ofSeconds(5));
        assertThat(plain.telling(readiness)
                        .within(Duration.ZERO, Duration.ofSeconds(1))
                        .pause())
                .isZero();
        assertThat(plain.within(Duration.ofSeconds(9), Duration.ZERO)
                        .telling(readiness)
                        .pause())
                .isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void timesBelowZeroAreRefused() {
        Drain plain = Drain.defaults();
        Duration below = Duration.ofSeconds(-1);
        assertThatThrownBy(() -> plain.within(below, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plain.within(Duration.ZERO, below)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatTakesTooLongIsCancelledAndTold() throws Exception {
        RunningServer server = serve(Duration.ZERO, Duration.ofMillis(150));
        try (Socket slow = connect(server)) {
            ask(slow, "/slow");
            arrived.get(10, TimeUnit.SECONDS);
            Future<Void> drained = server.drain();
            assertThat(read(slow, "\r\n\r\n")).startsWith("http/1.1 503 ").contains("connection: close");
            assertThat(cancelled.get(10, TimeUnit.SECONDS)).isEqualTo(Cancellation.SHUTDOWN);
            Await.of(drained);
        }
    }

    @Test
    void anInstanceThatIsUndeployedDisturbsNoOther() throws Exception {
        HttpHandler handler = request -> HttpHandler.ok(Response.text("quick"));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        RunningServer first = Await.of(Weir.serve(vertx, ServerSettings.onPort(port), 1, handler));
        RunningServer second = Await.of(Weir.serve(vertx, ServerSettings.onPort(port), 1, handler));
        try (Socket one = connect(first);
                Socket two = connect(first)) {
            ask(one, "/");
            read(one, "quick");
            ask(two, "/");
            read(two, "quick");
            Await.of(second.drain());
            // One of the two belonged to the instance that is gone; the other goes on, and so do new ones.
            assertThat(isServed(one) ^ isServed(two)).isTrue();
            try (Socket three = connect(first)) {
                assertThat(isServed(three)).isTrue();
            }
        }
    }

    private static boolean isServed(Socket socket) {
        try {
            ask(socket, "/");
            return read(socket, "quick").startsWith("http/1.1 200 ");
        } catch (IOException e) {
            return false;
        }
    }
}
