package dev.weir.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.benchmarks.servers.Workshop;
import org.junit.jupiter.api.Test;

class CountingOriginTest {

    @Test
    void eachRequestIsCountedOnce() throws Exception {
        assumeTrue(Workshop.has("cc", "gcc"), "needs the tool cc");
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "needs two cores");
        try (Workshop workshop = new Workshop();
                CountingOrigin origin = CountingOrigin.start(workshop.compiled("floor"), 10, 5)) {
            assertThat(origin.asked()).isZero();

            OpenLoad.Result burst = OpenLoad.run(
                    workshop.compiled("openload"),
                    OpenLoad.Order.burst("http://127.0.0.1:" + origin.port() + "/", 33, 10));

            assertThat(burst.answers()).as(burst.toString()).isEqualTo(33);
            assertThat(origin.asked()).isEqualTo(33);
        }
    }
}
