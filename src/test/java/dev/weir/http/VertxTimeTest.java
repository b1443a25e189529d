package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.support.Await;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VertxTimeTest {
    private final Vertx vertx = Vertx.vertx();
    private final Time time = Time.of(vertx);

    @AfterEach
    void close() throws Exception {
        Await.of(vertx.close());
    }

    @Test
    void theWallClockIsTheMachines() {
        Instant before = Instant.now();
        assertThat(time.now()).isBetween(before, Instant.now());
    }

    @Test
    void ticksNeverGoBack() {
        long last = time.ticks();
        for (int i = 0; i < 100_000; i++) {
            long next = time.ticks();
            assertThat(next - last).isNotNegative();
            last = next;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0S", "PT0.000000001S", "PT0.0015S", "PT0.02S"})
    void aTaskRunsOnceNoSoonerThanItsDelay(Duration delay) throws Exception {
        CompletableFuture<Long> ran = new CompletableFuture<>();
        long asked = time.ticks();
        time.after(delay, () -> ran.complete(time.ticks()));
        assertThat(ran.get(10, TimeUnit.SECONDS) - asked).isGreaterThanOrEqualTo(delay.toNanos());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT9223372036.854775807S", "PT9223372036854775807S"})
    void aTaskOfTheFarFutureDoesNotRunNow(Duration forever) throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        CompletableFuture<Void> later = new CompletableFuture<>();
        Registration never = time.after(forever, () -> ran.set(true));
        time.after(Duration.ofMillis(30), () -> later.complete(null));
        later.get(10, TimeUnit.SECONDS);
        assertThat(ran).isFalse();
        never.remove();
    }

    @Test
    void aTaskThatIsCalledOffDoesNotRun() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        CompletableFuture<Void> later = new CompletableFuture<>();
        // On the loop that runs it, which has no time for that in between.
        vertx.runOnContext(now -> {
            time.after(Duration.ofMillis(10), () -> ran.set(true)).remove();
            time.after(Duration.ofMillis(30), () -> later.complete(null));
        });
        later.get(10, TimeUnit.SECONDS);
        assertThat(ran).isFalse();
    }

    @Test
    void aTaskRunsOnTheEventLoopItWasAskedOn() throws Exception {
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Context> ranOn = new CompletableFuture<>();
        context.runOnContext(now -> time.after(Duration.ofMillis(1), () -> ranOn.complete(Vertx.currentContext())));
        assertThat(ranOn.get(10, TimeUnit.SECONDS)).isSameAs(context);
    }
}
