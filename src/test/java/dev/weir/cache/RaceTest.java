package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.ByteRanges;
import dev.weir.fields.ByteRanges.Span;
import dev.weir.fields.ContentRange;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.testkit.ManualTime;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Everything at once on several event loops, with the accounts balanced at the end. */
class RaceTest {
    private static final int LOOPS = 4;
    private static final int REQUESTS = 20_000;
    private static final Buffer PIECE = Buffer.buffer("0123456789".repeat(300));

    /** An event loop: runs at once what comes from its own thread, as a server's does. */
    private static final class Loop implements Executor {
        final ExecutorService thread;
        private volatile Thread own = Thread.currentThread();

        Loop(int number) {
            thread = Executors.newSingleThreadExecutor(task -> {
                own = new Thread(task, "loop-" + number);
                return own;
            });
        }

        @Override
        public void execute(Runnable task) {
            if (Thread.currentThread() == own) {
                task.run();
            } else {
                thread.execute(task);
            }
        }
    }

    private final ManualTime time = ManualTime.create();
    private final List<Loop> loops = new ArrayList<>();
    private final Cache cache = Cache.create(CacheSettings.ofMemory(2 << 20)
            .withMaxBodyBytes(100_000)
            .withWindowBytes(20_000)
            .withUncacheableFor(Duration.ofMillis(20)));
    private final Semaphore atATime = new Semaphore(300);
    private final CountDownLatch done = new CountDownLatch(REQUESTS);
    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger whole = new AtomicInteger();
    private final AtomicInteger completed = new AtomicInteger();
    private final AtomicInteger shared = new AtomicInteger();

    RaceTest() {
        for (int i = 0; i < LOOPS; i++) {
            loops.add(new Loop(i));
        }
    }

    @AfterEach
    void stop() {
        loops.forEach(loop -> loop.thread.shutdownNow());
    }

    /** Some targets are small, some are stored, some are too large for that. */
    private static int pieces(String target) {
        return switch (target.charAt(1)) {
            case '0', '1' -> 3;
            case '2', '3' -> 25;
            default -> 40;
        };
    }

    private static long length(String target) {
        return (long) pieces(target) * PIECE.length();
    }

    private static int random(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }

    private Executor anyLoop() {
        return loops.get(random(LOOPS));
    }

    /** Answers anywhere, anyhow. */
    private Future<Response> origin(Request request) {
        Promise<Response> promise = Promise.promise();
        anyLoop().execute(() -> {
            if (random(20) == 0) {
                promise.fail(new IOException("refused"));
            } else {
                promise.complete(response(request));
            }
        });
        return promise.future();
    }

    private Response response(Request request) {
        String control = random(20) == 0
                ? "private"
                : List.of("max-age=1", "max-age=1, stale-while-revalidate=1", "no-cache, max-age=9")
                        .get(random(3));
        Fields fields = random(3) == 0
                ? Fields.of("Cache-Control", control, "Vary", "Accept-Language", "ETag", "\"1\"")
                : Fields.of("Cache-Control", control);
        if (request.fields().contains("If-None-Match") && random(2) == 0) {
            return Response.of(304, fields, Body.none());
        }
        Optional<Span> wanted = request.field("Range").flatMap(ByteRanges::parse).stream()
                .flatMap(ranges -> ranges.of(length(request.target())).stream())
                .findFirst();
        if (request.fields().contains("If-Range")) {
            completed.incrementAndGet(); // no client sends it
        }
        if (wanted.isPresent() && random(4) > 0) {
            return part(request, fields.with("ETag", "\"1\""), wanted.get());
        }
        return random(2) == 0
                ? Response.of(200, fields, Body.of(whole(request.target())))
                : Response.of(200, fields, stream(request));
    }

    private static Response part(Request request, Fields fields, Span span) {
        long complete = length(request.target());
        Fields ranged = fields.with("Content-Range", "bytes " + span.first() + "-" + span.last() + "/" + complete);
        Buffer bytes = whole(request.target()).slice((int) span.first(), (int) span.last() + 1);
        if (random(2) == 0) {
            return Response.of(206, ranged, Body.of(bytes));
        }
        PulledStream[] stream = new PulledStream[1];
        Executor loop = request.scope().loop();
        boolean breaks = random(10) == 0;
        stream[0] = new PulledStream(
                loop,
                taken -> loop.execute(() -> {
                    if (breaks) {
                        stream[0].fail(new IOException("reset"));
                    } else {
                        stream[0].offer(List.of(bytes), true);
                    }
                }),
                () -> {});
        return Response.of(206, ranged, request.scope().own(Body.Stream.of(stream[0], Body.UNKNOWN_LENGTH, () -> {})));
    }

    private static Buffer whole(String target) {
        Buffer all = Buffer.buffer();
        for (int i = 0; i < pieces(target); i++) {
            all.appendBuffer(PIECE);
        }
        return all;
    }

    private static Body stream(Request request) {
        boolean breaks = random(10) == 0;
        long whole = length(request.target());
        PulledStream[] stream = new PulledStream[1];
        Executor loop = request.scope().loop();
        stream[0] = new PulledStream(
                loop,
                taken -> loop.execute(() -> {
                    if (breaks && taken > 5_000) {
                        stream[0].fail(new IOException("reset"));
                    } else {
                        stream[0].offer(List.of(PIECE), taken + PIECE.length() == whole);
                    }
                }),
                () -> {});
        long length = random(2) == 0 ? Body.UNKNOWN_LENGTH : whole;
        return request.scope().own(Body.Stream.of(stream[0], length, () -> {}));
    }

    private void send(HttpHandler cached, SplittableRandom random) {
        Loop loop = loops.get(random.nextInt(LOOPS));
        TestScope scope = new TestScope(time, loop, loop, loop);
        String method = random.nextInt(100) == 0 ? "POST" : random.nextInt(20) == 0 ? "HEAD" : "GET";
        String target = "/" + random.nextInt(6);
        TestRequest request = TestRequest.of(method, target)
                .field("Accept-Language", random.nextInt(2) == 0 ? "de" : "en")
                .scope(scope);
        if (random.nextInt(50) == 0) {
            request.field("Cache-Control", "no-cache");
        }
        if (random.nextInt(5) == 0) {
            // Many want the same, as the pieces of a film.
            long piece = length(target) / 3;
            long first = random.nextBoolean() ? piece * random.nextInt(3) : random.nextLong(length(target));
            long last = first % piece == 0 ? first + piece - 1 : random.nextLong(first, length(target));
            request.field("Range", "bytes=" + first + "-" + last);
        }
        boolean leaves = random.nextInt(3) == 0;
        loop.thread.execute(() -> {
            scope.onEnd(sent -> {
                done.countDown();
                atATime.release();
            });
            cached.handle(request.request())
                    .onComplete((response, failure) -> loop.execute(() -> {
                        boolean answered = failure == null && (response.status() == 200 || response.status() == 206);
                        if (answered && response.status() == 206 && isCollapsed(response)) {
                            shared.incrementAndGet();
                        }
                        if (!answered || method.equals("HEAD")) {
                            scope.close();
                        } else {
                            read(scope, response.body(), expected(response, target));
                        }
                    }));
            if (leaves) {
                loop.thread.execute(() -> leave(scope));
            }
        });
    }

    private static boolean isCollapsed(Response response) {
        return response.field("Cache-Status")
                .filter(status -> status.contains("collapsed"))
                .isPresent();
    }

    private static long expected(Response response, String target) {
        return response.status() == 200
                ? length(target)
                : response.field("Content-Range")
                        .flatMap(ContentRange::parse)
                        .orElseThrow()
                        .length();
    }

    private static void leave(TestScope scope) {
        scope.cancel(Cancellation.CLIENT_GONE);
        scope.close();
    }

    private void read(TestScope scope, Body answer, long length) {
        if (!(answer instanceof Body.Stream body)) {
            if (answer instanceof Body.Whole) {
                (answer.length() == length ? whole : wrong).incrementAndGet();
            }
            scope.close();
            return;
        }
        scope.own(body);
        long[] bytes = {0};
        body.stream().exceptionHandler(cause -> scope.close());
        body.stream().endHandler(end -> {
            (bytes[0] == length ? whole : wrong).incrementAndGet();
            scope.close();
        });
        body.stream().handler(chunk -> {
            bytes[0] += chunk.length();
            body.stream().pause();
            scope.loop().execute(() -> body.stream().fetch(1));
        });
        body.stream().fetch(1);
    }

    @Test
    void whateverHappensAtTheSameTimeEveryRequestEndsAndTheAccountsBalance() throws Exception {
        HttpHandler cached = cache.around(this::origin);
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(atATime.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            send(cached, random);
            if (i % 100 == 0) {
                time.advance(Duration.ofMillis(100));
            }
            if (i % 5_000 == 0) {
                cache.purge(Purge.everything());
            }
        }
        assertThat(done.await(60, TimeUnit.SECONDS))
                .as("%s left of %s", done.getCount(), cache.stats())
                .isTrue();
        for (int i = 0; i < 200 && cache.stats().fills() + cache.stats().waiting() > 0; i++) {
            for (Loop loop : loops) {
                loop.thread.submit(() -> {}).get(10, TimeUnit.SECONDS);
            }
        }
        time.advance(Duration.ofMinutes(5));
        for (Loop loop : loops) {
            loop.thread.submit(() -> {}).get(10, TimeUnit.SECONDS);
        }
        assertThat(wrong).hasValue(0);
        assertThat(whole).hasPositiveValue();
        assertThat(completed).hasPositiveValue();
        assertThat(shared).as("parts that were fetched for another").hasPositiveValue();
        CacheStats stats = cache.stats();
        assertThat(stats.hits()).isPositive();
        assertThat(stats.collapsed()).isPositive();
        assertThat(stats.faults()).isZero();
        assertThat(stats.waiting()).isZero();
        assertThat(stats.fills()).isZero();
        assertThat(stats.bytesReserved()).isEqualTo(stats.bytesStored());
        cache.purge(Purge.everything());
        assertThat(cache.stats().bytesReserved()).isZero();
    }
}
