package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Weir;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.server.RunningServer;
import dev.weir.server.ServerSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A thousand clients over sockets, half of whom leave midway, on two event loops. */
class StampedeTest {
    private static final int PIECE = 64 << 10;
    private static final String STAYS = "Stays";

    private Vertx server;
    private Vertx clients;

    @BeforeEach
    void start() {
        server = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        clients = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    }

    @AfterEach
    void stop() throws Exception {
        await(clients.close());
        await(server.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    private static Buffer pattern(int from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (((from + i) * 31) >>> 3);
        }
        return Buffer.buffer(bytes);
    }

    /** An origin that needs its time for the head and for the second half of the content. */
    private static final class SlowOrigin implements HttpHandler {
        final AtomicInteger calls = new AtomicInteger();
        private final int length;
        private final Duration delay;

        SlowOrigin(int length, Duration delay) {
            this.length = length;
            this.delay = delay;
        }

        @Override
        public Future<Response> handle(Request request) {
            calls.incrementAndGet();
            Promise<Response> promise = Promise.promise();
            request.scope().time().after(delay, () -> promise.complete(response(request)));
            return promise.future();
        }

        private Response response(Request request) {
            PulledStream[] stream = new PulledStream[1];
            stream[0] = new PulledStream(
                    request.scope().loop(), taken -> next(request, stream[0], Math.toIntExact(taken)), () -> {});
            Body body = request.scope().own(Body.Stream.of(stream[0], length, () -> {}));
            return Response.of(200, Fields.of("Cache-Control", "max-age=600"), body);
        }

        private void next(Request request, PulledStream stream, int taken) {
            int piece = Math.min(PIECE, length - taken);
            Runnable offer = () -> stream.offer(List.of(pattern(taken, piece)), taken + piece == length);
            boolean half = taken < length / 2 && taken + piece >= length / 2;
            if (half) {
                request.scope()
                        .time()
                        .after(
                                Duration.ofMillis(200),
                                () -> request.scope().loop().execute(offer));
            } else {
                offer.run();
            }
        }
    }

    /** What a client has read: whole and right, or nothing that counts. */
    private Future<Boolean> readWhole(HttpClient client, int port, int length, long crc) {
        return client.request(HttpMethod.GET, port, "127.0.0.1", "/")
                .compose(request -> request.putHeader(STAYS, "1").send())
                .compose(response -> {
                    CRC32 read = new CRC32();
                    long[] bytes = {0};
                    response.handler(chunk -> {
                        bytes[0] += chunk.length();
                        read.update(chunk.getBytes());
                    });
                    return response.end().map(end -> bytes[0] == length && read.getValue() == crc);
                });
    }

    /**
     * Leaves when it has the first bytes, or, of a small content, before there is anything; and not before somebody who stays
     * has {@code joined}, or it might be the last, for whom the origin is let go.
     */
    private Future<Void> leaveMidway(HttpClient client, int port, boolean small, Future<Void> joined) {
        return client.request(HttpMethod.GET, port, "127.0.0.1", "/").compose(request -> {
            Future<HttpClientResponse> response = request.send();
            if (small) {
                return joined.compose(others -> clients.timer(2))
                        .compose(t -> request.connection().close());
            }
            Promise<Void> left = Promise.promise();
            response.onSuccess(r -> r.handler(chunk -> joined.compose(
                                    others -> request.connection().close())
                            .onComplete(c -> left.tryComplete())))
                    .onFailure(left::tryFail);
            return left.future();
        });
    }

    @ParameterizedTest
    @CsvSource({"1024, 5, 1000", "1024, 500, 1000", "10485760, 5, 200", "10485760, 500, 200"})
    void aThousandRequestsForOneColdKeyAreOneAtTheOriginAndEveryRemainingContentIsWhole(
            int length, int delayMillis, int number) throws Exception {
        int total = Integer.getInteger("weir.stampede", number);
        Cache cache = Cache.create(server, CacheSettings.ofMemory(256 << 20));
        SlowOrigin origin = new SlowOrigin(length, Duration.ofMillis(delayMillis));
        HttpHandler cached = cache.around(origin);
        Promise<Void> joined = Promise.promise();
        RunningServer running = await(Weir.serve(server, ServerSettings.onPort(0), 2, request -> {
            Future<Response> answer = cached.handle(request);
            if (request.fields().contains(STAYS)) {
                joined.tryComplete();
            }
            return answer;
        }));
        // A pool for each: a connection that has its answer, and is closed a moment late, must not be somebody else's.
        HttpClient client = clients.createHttpClient(new PoolOptions().setHttp1MaxSize(total));
        HttpClient leaver = clients.createHttpClient(new PoolOptions().setHttp1MaxSize(total));
        CRC32 crc = new CRC32();
        crc.update(pattern(0, length).getBytes());

        List<Future<Boolean>> staying = new ArrayList<>();
        List<Future<Void>> leaving = new ArrayList<>();
        for (int i = 0; i < total / 2; i++) {
            leaving.add(leaveMidway(leaver, running.port(), length < PIECE, joined.future()));
            staying.add(readWhole(client, running.port(), length, crc.getValue()));
        }
        await(Future.join(leaving).otherwiseEmpty());
        for (Future<Boolean> whole : staying) {
            assertThat(await(whole)).isTrue();
        }
        assertThat(origin.calls).hasValue(1);
        await(client.close());
        await(leaver.close());
        await(running.drain());
        CacheStats stats = cache.stats();
        assertThat(stats.fills()).isZero();
        assertThat(stats.waiting()).isZero();
        assertThat(stats.faults()).isZero();
        cache.purge(Purge.everything());
        assertThat(cache.stats().bytesReserved()).isZero();
    }
}
