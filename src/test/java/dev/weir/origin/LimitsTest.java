package dev.weir.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.filter.Deadline;
import dev.weir.http.Body;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.support.RawClient;
import dev.weir.support.RawPeer;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How long, and by how many, an origin server is waited for. */
class LimitsTest extends OriginTestCase {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx";

    @Test
    void anOriginThatIsDownIsA502UntilItIsUp() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Origin down = Origin.to(vertx, URI.create("http://127.0.0.1:" + port));
        try (RawClient client = new RawClient(serve(down))) {
            client.send(GET);
            assertThat(client.readResponse()).startsWith("HTTP/1.1 502 ");
            client.send(GET);
            assertThat(client.readResponse()).startsWith("HTTP/1.1 502 ");
        }
    }

    @Test
    void anUnknownNameIsA502() throws Exception {
        Origin unknown = Origin.to(vertx, URI.create("http://no-such-host.invalid"));
        try (RawClient client = new RawClient(serve(unknown))) {
            client.send(GET);
            assertThat(client.readResponse()).startsWith("HTTP/1.1 502 ");
        }
    }

    @Test
    void aConnectionThatIsNotTakenInTimeIsA504() throws Exception {
        // A server that never answers the TLS handshake: a connection stands only behind that.
        Origin silent = Origin.of(
                vertx,
                URI.create("https://127.0.0.1:" + server.port()),
                settings().with(new OriginTimeouts(SHORT, LONG, LONG)));
        try (RawClient client = new RawClient(serve(silent))) {
            client.send(GET);
            assertThat(client.readResponse()).startsWith("HTTP/1.1 504 ");
        }
    }

    @Test
    void aResponseThatDoesNotBeginInTimeIsA504AndItsConnectionIsClosed() throws Exception {
        use(settings().with(new OriginTimeouts(LONG, SHORT, LONG)));
        try (RawClient client = client()) {
            client.send(GET);
            RawPeer peer = server.accept();
            assertThat(client.readResponse()).startsWith("HTTP/1.1 504 ");
            peer.awaitClose();
        }
    }

    @Test
    void aContentThatStopsComingIsBrokenOff() throws Exception {
        use(settings().with(new OriginTimeouts(LONG, LONG, SHORT)));
        try (RawClient client = client()) {
            client.send(GET);
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
            assertThat(client.readUntil("abc")).startsWith("HTTP/1.1 200 ");
            peer.awaitClose();
            assertThat(endOf(client)).isEmpty();
        }
    }

    @Test
    void aReaderThatAsksForNoMoreIsNotTheOriginsFault() throws Exception {
        Origin origin = origin(settings().with(new OriginTimeouts(LONG, LONG, SHORT)));
        CompletableFuture<ReadStream<Buffer>> opened = new CompletableFuture<>();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> whole = new CompletableFuture<>();
        HttpHandler reading = request -> origin.handle(request).compose(answer -> {
            ReadStream<Buffer> content = ((Body.Stream) answer.body()).stream();
            content.handler(piece -> begun.complete(null));
            content.endHandler(end -> whole.complete(null));
            content.exceptionHandler(whole::completeExceptionally);
            content.fetch(1);
            opened.complete(content);
            return Promise.<Response>promise().future();
        });
        int port = serve(request -> request.path().equals("/slow") ? reading.handle(request) : origin.handle(request));
        try (RawClient slow = new RawClient(port);
                RawClient other = new RawClient(port)) {
            slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
            RawPeer good = server.accept();
            good.readHead();
            good.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nabc");
            begun.get(10, TimeUnit.SECONDS);
            // Once one that came later is broken off, so is this, if it is at all.
            other.send(GET);
            RawPeer bad = server.accept();
            bad.readHead();
            bad.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
            bad.awaitClose();
            good.send("x".repeat(100_000 - 3));
            opened.get(10, TimeUnit.SECONDS).fetch(Long.MAX_VALUE);
            whole.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aConnectThatNobodyWaitsForKeepsItsPlaceUntilItHasSettled() throws Exception {
        // A server that never answers the TLS handshake.
        Origin silent = Origin.of(
                vertx,
                URI.create("https://127.0.0.1:" + server.port()),
                settings()
                        .with(new OriginTimeouts(LONG, LONG, LONG))
                        .with(new OriginLimits(1, 0, Duration.ofSeconds(4))));
        int port = serve(Deadline.of(SHORT).around(silent));
        try (RawClient first = new RawClient(port)) {
            first.send(GET);
            RawPeer peer = server.accept();
            assertThat(first.readResponse()).startsWith("HTTP/1.1 504 ");
            first.send(GET);
            assertThat(first.readResponse()).startsWith("HTTP/1.1 503 ");
            assertThat(server.connections()).isEqualTo(1);
            peer.close();
            do {
                first.send(GET);
            } while (first.readResponse().startsWith("HTTP/1.1 503 "));
            server.accept();
        }
    }

    @Test
    void aConnectionIsKeptForAsLongAsItIsToBeAndNoLonger() throws Exception {
        OriginSettings sweeping = settings().with(new OriginTimeouts(LONG, SHORT, LONG));
        use(sweeping.with(new OriginLimits(2, 0, LONG)));
        try (RawClient client = client();
                RawClient other = client()) {
            client.send(GET);
            RawPeer kept = server.accept();
            kept.readHead();
            other.send(GET);
            server.accept().readHead();
            kept.send(OK);
            client.readResponse();
            // What finds that this has waited for too long looks for connections that are idle, too.
            assertThat(other.readResponse()).startsWith("HTTP/1.1 504 ");
            client.send("GET /kept HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(kept.readHead()).startsWith("GET /kept ");
        }
        use(sweeping.with(new OriginLimits(2, 0, SHORT)));
        try (RawClient client = client()) {
            client.send(GET);
            RawPeer dropped = server.accept();
            dropped.readHead();
            dropped.send(OK);
            client.readResponse();
            dropped.awaitClose();
        }
    }

    @Test
    void anIdleConnectionOfOneEventLoopGivesWayToOneThatAnotherNeeds() throws Exception {
        Origin single = origin(settings().with(new OriginLimits(1, 0, LONG)));
        Set<Thread> loops = ConcurrentHashMap.newKeySet();
        HttpHandler noting = request -> {
            loops.add(Thread.currentThread());
            return single.handle(request);
        };
        try (RawClient one = new RawClient(serve(noting));
                RawClient two = new RawClient(serve(noting))) {
            one.send(GET);
            RawPeer idle = server.accept();
            idle.readHead();
            idle.send(OK);
            one.readResponse();
            two.send(GET);
            RawPeer needed = server.accept();
            idle.awaitClose();
            needed.readHead();
            needed.send(OK);
            assertThat(two.readResponse()).startsWith("HTTP/1.1 200 ");
            assertThat(loops).hasSize(2);
        }
    }

    private static String endOf(RawClient client) {
        try {
            return client.readAll();
        } catch (IOException reset) {
            return "";
        }
    }

    @Test
    void requestsWaitForAConnectionAndTooManyAreRefused() throws Exception {
        use(settings().with(new OriginLimits(1, 1, Duration.ofSeconds(4))));
        try (RawClient first = client();
                RawClient second = client();
                RawClient third = client()) {
            first.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
            RawPeer peer = server.accept();
            assertThat(peer.readHead()).startsWith("GET /1 ");
            // One of the two waits, the other is refused; which is which, the kernel decides.
            second.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
            third.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
            RawClient refused = second.awaitBytes(third);
            assertThat(refused.readResponse()).startsWith("HTTP/1.1 503 ").containsIgnoringCase("retry-after: 1\r\n");
            peer.send(OK);
            assertThat(first.readResponse()).startsWith("HTTP/1.1 200 ");
            assertThat(peer.readHead()).startsWith("GET /2 ");
            peer.send(OK);
            RawClient queued = refused == second ? third : second;
            assertThat(queued.readResponse()).startsWith("HTTP/1.1 200 ");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aCancelledRequestLeavesTheQueueAtOnce() throws Exception {
        use(settings().with(new OriginLimits(1, 1, Duration.ofSeconds(4))));
        try (RawClient first = client();
                RawClient refused = client()) {
            first.send(GET);
            RawPeer peer = server.accept();
            peer.readHead();
            RawClient queued = client();
            queued.send("GET /left HTTP/1.1\r\nHost: a\r\n\r\n");
            // On one event loop, so that the one that is refused comes behind the one that is queued.
            refused.send("GET /refused HTTP/1.1\r\nHost: a\r\n\r\n");
            RawClient told = queued.awaitBytes(refused);
            assertThat(told.readResponse()).startsWith("HTTP/1.1 503 ");
            RawClient waiting = told == refused ? queued : refused;
            waiting.close();
            // The place is free again as soon as the loop has seen the close: until then, 503.
            String response;
            RawClient last;
            do {
                last = client();
                last.send("GET /last HTTP/1.1\r\nHost: a\r\n\r\n");
                response = last.peek();
            } while (response.startsWith("HTTP/1.1 503"));
            peer.send(OK);
            first.readResponse();
            assertThat(peer.readHead()).startsWith("GET /last ");
            last.close();
        }
    }
}
