package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.HttpDate;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.testkit.Call;
import dev.weir.testkit.ManualTime;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hundred requests a second for a page that is good for one second. */
class MicroCacheTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 0", "-5, 0", "0, 300", "5, 300", "-5, 300"})
    void aHundredRequestsASecondAreOneASecondAtTheOriginWhateverItsClock(int secondsAhead, int delayMillis) {
        ManualTime time = ManualTime.create();
        AtomicInteger fetched = new AtomicInteger();
        Cache cache = Cache.create(CacheSettings.ofMemory(1 << 20));
        HttpHandler page = request -> {
            fetched.incrementAndGet();
            Promise<Response> promise = Promise.promise();
            Runnable answer = () -> promise.complete(Response.text(Long.toString(time.ticks()))
                    .with("Cache-Control", "max-age=1")
                    .with("Date", HttpDate.format(time.now().plusSeconds(secondsAhead))));
            if (delayMillis == 0) {
                answer.run();
            } else {
                time.after(Duration.ofMillis(delayMillis), answer);
            }
            return promise.future();
        };
        HttpHandler cached = cache.around(page);
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            TestScope scope = TestScope.at(time);
            Call call = Call.call(cached, TestRequest.get("/").scope(scope));
            calls.add(call);
            if (delayMillis == 0) {
                long age = time.ticks() - Long.parseLong(call.text());
                assertThat(age).isLessThan(Duration.ofSeconds(1).toNanos());
            }
            time.advance(Duration.ofMillis(10));
            if (call.isDone()) {
                scope.close();
            }
        }
        time.advance(Duration.ofSeconds(1));
        assertThat(calls).allSatisfy(call -> {
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.field("Age")).isIn("", "0");
        });
        // Counted from the asking: what takes 300 ms to come is good for 700 ms more.
        assertThat(fetched).hasValueBetween(30, 31);
        cache.purge(Purge.everything());
        assertThat(cache.stats().bytesReserved()).isZero();
    }
}
