package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.store.CacheKey;
import dev.weir.store.Store;
import dev.weir.store.Variants;
import dev.weir.testkit.Call;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A request that looks up while another event loop stores what it wants. */
class LateLookUpTest {
    private final AtomicInteger calls = new AtomicInteger();
    private Runnable between = () -> {};

    /** Between what the first look-up reads and what its caller makes of it, something else happens. */
    private final Store store = new ForwardingStore() {
        @Override
        public Variants get(CacheKey key) {
            Variants read = super.get(key);
            Runnable once = between;
            between = () -> {};
            once.run();
            return read;
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
