package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.http.Body;
import dev.weir.testkit.TestBody;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is done for each of a crowd does not grow with the crowd: by the CPU time of this thread, which does it all. */
class CrowdTest {
    private static final int FEW = 4_000;
    private static final int TIMES_MORE = 8;

    private static final String[] FRESH = {"Cache-Control", "max-age=60"};
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Of work in proportion, eight times more; of work for each with each, sixty-four. */
    private static void assertGrowsWithTheCrowd(IntToLongFunction work) {
        long few = Math.min(work.applyAsLong(FEW), work.applyAsLong(FEW)); // the first finds the code cold
        assertThat(work.applyAsLong(TIMES_MORE * FEW)).isLessThan(3 * TIMES_MORE * few);
    }

    private static List<Client> crowd(Rig rig, int size) {
        return Stream.generate(() -> rig.get("/x")).limit(size).toList();
    }

    @Test
    void tellingAllWhoWaitOfAFailure() {
        assertGrowsWithTheCrowd(size -> {
            Rig rig = new Rig();
            List<Client> crowd = crowd(rig, size);
            rig.asked(0).fail(new IOException("the origin is away"));
            long began = THREADS.getCurrentThreadCpuTime();
            rig.asked(1).fail(new IOException("the origin is away"));
            long took = THREADS.getCurrentThreadCpuTime() - began;
            assertThat(crowd.stream().filter(client -> client.call().status() == 500))
                    .hasSize(size);
            rig.checkInvariants();
            return took;
        });
    }

    @Test
    void movingTheWindowOfAllWhoRead() {
        assertGrowsWithTheCrowd(size -> {
            Rig rig = new Rig(
                    CacheSettings.ofMemory(8 << 20).withMaxBodyBytes(100).withWindowBytes(100));
            List<Client> crowd = crowd(rig, size);
            TestBody body = rig.asked(0).stream(Body.UNKNOWN_LENGTH, FRESH);
            crowd.forEach(client -> client.call().textSoFar());
            long began = THREADS.getCurrentThreadCpuTime();
            for (int piece = 0; piece < 4; piece++) {
                body.write(Buffer.buffer(new byte[100]));
            }
            long took = THREADS.getCurrentThreadCpuTime() - began;
            assertThat(body.delivered()).isEqualTo(400);
            body.end();
            rig.checkInvariants();
            return took;
        });
    }
}
