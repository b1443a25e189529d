package dev.weir.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.benchmarks.report.Profile.Share;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartProfileTest {

    @Test
    void eachKindOfThreadHasItsShareTheLargestFirst() {
        assertThat(StartProfile.of(new JvmTimes(0.5, 0.1, 0), 0.4).orElseThrow().shares())
                .containsExactly(
                        new Share("loading classes and running them", 50),
                        new Share("Java's compilers", 40),
                        new Share("the kernel", 10));
    }

    @Test
    void whatHasUsedNothingHasNone() {
        assertThat(StartProfile.of(new JvmTimes(0, 0, 0), 0)).isEmpty();
    }

    @Test
    void aRunningJvmIsLookedInto() throws Exception {
        ProcessHandle itself = ProcessHandle.current();

        assertThat(StartProfile.of(itself).orElseThrow().shares().stream().mapToDouble(Share::percent).sum())
                .isBetween(99.0, 101.0);
        assertThat(Jcmd.loadedClasses(itself)).isGreaterThan(1_000);
        assertThat(StartProfile.of(itself).orElseThrow().hottest()).isEqualTo(List.of());
    }
}
