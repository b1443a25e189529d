package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.store.CacheKey;
import dev.weir.store.Entry;
import dev.weir.store.MemoryStore;
import dev.weir.store.Store;
import dev.weir.store.Variants;
import dev.weir.testkit.Call;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A request that looks up while another event loop stores what it wants. */
class LateLookUpTest {
    private final AtomicInteger calls = new AtomicInteger();
    private Runnable between = () -> {};

    /** Between what the first look-up reads and what its caller makes of it, something else happens. */
    private final Store store = new Store() {
        private final Store real = new MemoryStore(1 << 20);

        @Override
        public Variants get(CacheKey key) {
            Variants read = real.get(key);
            Runnable once = between;
            between = () -> {};
            once.run();
            return read;
        }

        @Override
        public void update(CacheKey key, UnaryOperator<Variants> change) {
            real.update(key, change);
        }

        @Override
        public List<Entry> tagged(String tag) {
            return real.tagged(tag);
        }

        @Override
        public void forEachKey(Consumer<CacheKey> each) {
            real.forEachKey(each);
        }

        @Override
        public long bytes() {
            return real.bytes();
        }

        @Override
        public long keys() {
            return real.keys();
        }

        @Override
        public long evicted() {
            return real.evicted();
        }
    };

    private final HttpHandler cached = Cache.with(CacheSettings.ofMemory(1 << 20), store)
            .around(request -> {
                calls.incrementAndGet();
                return Response.text("x").with("Cache-Control", "max-age=60").asFuture();
            });

    private Call get() {
        TestScope scope = TestScope.create();
        Call call = Call.call(cached, TestRequest.get("/x").scope(scope));
        assertThat(call.text()).isEqualTo("x");
        scope.close();
        return call;
    }

    @Test
    void whatWasStoredSinceItLookedUpIsNotFetchedAgain() {
        between = this::get;
        assertThat(get().field("Cache-Status")).startsWith("Weir;hit;");
        assertThat(calls).hasValue(1);
    }
}
