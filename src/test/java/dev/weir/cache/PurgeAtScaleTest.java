package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.store.CacheKey;
import dev.weir.store.Entry;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Purges of much, and in the middle of everything. */
class PurgeAtScaleTest {

    private static Response get(HttpHandler handler, String target) throws Exception {
        TestScope scope = TestScope.create();
        Response response = handler.handle(TestRequest.get(target).scope(scope).request())
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        scope.close();
        return response;
    }

    /** What is under {@code /tagged} has a tag that others have not. */
    private static HttpHandler tagged(Cache cache) {
        return cache.around(request -> Response.text("x")
                .with("Cache-Control", "max-age=60")
                .with("Surrogate-Key", request.path().startsWith("/tagged") ? "t all" : "u all")
                .asFuture());
    }

    private static void fill(HttpHandler cached, int pages) throws Exception {
        for (int i = 0; i < pages; i++) {
            get(cached, "/tagged" + i);
        }
    }

    @Test
    void ofManyExactlyThoseWithTheTagAreReached() throws Exception {
        int tagged = 100_000;
        int others = 20_000;
        Cache cache = Cache.create(CacheSettings.ofMemory(2L << 30));
        HttpHandler cached = tagged(cache);
        fill(cached, tagged);
        for (int i = 0; i < others; i++) {
            get(cached, "/other" + i);
        }
        assertThat(cache.purge(Purge.tag("t")).result()).isEqualTo(tagged);
        assertThat(cache.stats().entries()).isEqualTo(others);
        for (int i = 0; i < others; i++) {
            assertThat(get(cached, "/other" + i).field("Cache-Status").orElseThrow())
                    .contains(";hit");
        }
        assertThat(get(cached, "/tagged7").field("Cache-Status").orElseThrow()).contains("fwd=uri-miss");
        assertThat(cache.purge(Purge.tag("all")).result()).isEqualTo(others + 1L);
        assertThat(cache.stats().bytesReserved()).isZero();
    }

    @Test
    void aHundredThousandByOneTagTakeLessThanASecondInWhichOthersAreAnswered() throws Exception {
        int tagged = 100_000;
        Cache cache = Cache.create(CacheSettings.ofMemory(2L << 30));
        HttpHandler cached = tagged(cache);
        fill(cached, tagged);
        cache.purge(Purge.tag("t")).await(30, TimeUnit.SECONDS); // for the compilers; the next one counts
        fill(cached, tagged);
        AtomicInteger answers = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch answered = new CountDownLatch(1);
        Thread reader = new Thread(() -> {
            while (!over.get()) {
                try {
                    get(cached, "/other");
                } catch (Exception e) {
                    return;
                }
                answers.incrementAndGet();
                answered.countDown();
            }
        });
        reader.start();
        long took;
        int meanwhile;
        try {
            assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
            int before = answers.get();
            long began = System.nanoTime();
            assertThat(cache.purge(Purge.tag("t")).await(30, TimeUnit.SECONDS)).isEqualTo(tagged);
            took = System.nanoTime() - began;
            meanwhile = answers.get() - before;
        } finally {
            over.set(true);
            reader.join();
        }
        assertThat(took).isLessThan(TimeUnit.SECONDS.toNanos(1));
        assertThat(meanwhile).as("answers meanwhile").isPositive();
    }

    /** A store that notes who goes through it. */
    private static final class Watched extends ForwardingStore {
        private final Set<String> onLoops = ConcurrentHashMap.newKeySet();

        private void note(String what) {
            if (Context.isOnEventLoopThread()) {
                onLoops.add(what);
            }
        }

        @Override
        public List<Entry> tagged(String tag) {
            note("tagged");
            return super.tagged(tag);
        }

        @Override
        public void forEachKey(Consumer<CacheKey> each) {
            note("all keys");
            super.forEachKey(each);
        }
    }

    @Test
    void noEventLoopGoesThroughWhatIsStored() throws Exception {
        Watched store = new Watched();
        Cache cache = Cache.with(CacheSettings.ofMemory(1 << 20), store);
        HttpHandler cached = cache.around(request -> Response.text("x")
                .with("Cache-Control", "max-age=60")
                .with("Cache-Tag", "t")
                .asFuture());
        get(cached, "/x");
        Vertx vertx = Vertx.vertx();
        try {
            AtomicBoolean back = new AtomicBoolean();
            Promise<Long> purged = Promise.promise();
            vertx.runOnContext(start -> cache.purge(Purge.tag("t"))
                    .compose(count -> {
                        back.set(Context.isOnEventLoopThread());
                        return cache.purge(Purge.everything()).map(count);
                    })
                    .onComplete(purged));
            assertThat(purged.future().await(30, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(back).as("told on the loop it was asked on").isTrue();
            assertThat(store.onLoops).isEmpty();
        } finally {
            vertx.close().await(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoAsksAfterAPurgeGetsNothingFromBeforeWhateverGoesOnMeanwhile() throws Exception {
        Cache cache = Cache.create(CacheSettings.ofMemory(16 << 20));
        AtomicInteger version = new AtomicInteger();
        HttpHandler cached = cache.around(request -> Response.text("x")
                .with("Version", Integer.toString(version.get()))
                .with("Cache-Control", "max-age=60")
                .with("Surrogate-Key", "t")
                .asFuture());
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger failures = new AtomicInteger();
        List<Thread> readers = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            Thread reader = new Thread(() -> {
                for (int i = 0; !over.get(); i++) {
                    try {
                        get(cached, "/" + i % 20);
                    } catch (Exception e) {
                        failures.incrementAndGet();
                    }
                }
            });
            reader.start();
            readers.add(reader);
        }
        try {
            Purge[] ways = {Purge.tag("t"), Purge.everything(), Purge.prefix(URI.create("http://localhost"))};
            for (int i = 0; i < 3_000; i++) {
                int now = version.incrementAndGet();
                cache.purge(ways[i % ways.length]);
                String seen = get(cached, "/" + i % 20).field("Version").orElseThrow();
                assertThat(Integer.parseInt(seen)).isGreaterThanOrEqualTo(now);
            }
        } finally {
            over.set(true);
            for (Thread reader : readers) {
                reader.join(30_000);
            }
        }
        assertThat(failures).hasValue(0);
        assertThat(cache.stats().faults()).isZero();
        cache.purge(Purge.everything());
        assertThat(cache.stats().bytesReserved()).isZero();
    }
}
