package dev.weir.benchmarks.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.benchmarks.load.OpenLoad;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitingOriginTest {

    @TempDir
    private Path directory;

    @Test
    void nobodyIsAnsweredTooEarly() throws Exception {
        assumeTrue(Workshop.has("cc", "gcc"), "needs the tool cc");
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "needs two cores");
        try (Bench bench = new Bench(directory, "")) {
            String url = bench.startWaitingOrigin().url();

            // One that answered after 90 ms would have 111 answers on its ten connections in a second.
            OpenLoad.Result result = OpenLoad.run(
                    bench.workshop().compiled("openload"),
                    new OpenLoad.Order(url, 10, 0, Bench.ORIGIN_BYTES, 0, 1));

            assertThat(result.errors()).as(result.toString()).isZero();
            assertThat(result.answers()).isBetween(10L, 100L);
            assertThat(result.p50()).isGreaterThanOrEqualTo(100_000);
        }
    }
}
