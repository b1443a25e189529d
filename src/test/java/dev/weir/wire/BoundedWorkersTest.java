package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.support.Await;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Work that blocks is taken up to a limit, and refused beyond it instead of queued without end. */
class BoundedWorkersTest {

    @Test
    void refusesWhatIsTooMuchAndTakesMoreOnceThereIsRoom() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            BoundedWorkers workers = new BoundedWorkers(vertx.getOrCreateContext(), 2);
            CountDownLatch release = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(2);
            for (int i = 0; i < 2; i++) {
                workers.execute(() -> {
                    awaitQuietly(release);
                    done.countDown();
                });
            }
            assertThatThrownBy(() -> workers.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
            release.countDown();
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<String> next = new CompletableFuture<>();
            while (!taken(workers, () -> next.complete("ran"))) {
                Thread.onSpinWait();
            }
            assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo("ran");
        } finally {
            Await.of(vertx.close());
        }
    }

    private static boolean taken(BoundedWorkers workers, Runnable task) {
        try {
            workers.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
