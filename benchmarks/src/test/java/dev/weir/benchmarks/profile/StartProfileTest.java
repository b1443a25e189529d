package dev.weir.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.benchmarks.load.ProcFs.ThreadTime;
import dev.weir.benchmarks.report.Profile.Share;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartProfileTest {
    private final StartProfile starts = new StartProfile();

    @Test
    void eachKindOfThreadHasItsShareOfAllStartsTheLargestFirst() {
        starts.add(List.of(new ThreadTime("main", 0.4, 0.1), new ThreadTime("C2 CompilerThread0", 0.3, 0)));
        starts.add(List.of(new ThreadTime("main", 0.1, 0), new ThreadTime("C1 CompilerThread0", 0.1, 0)));

        assertThat(starts.profile().orElseThrow().shares())
                .containsExactly(
                        new Share("the program", 50), new Share("Java's compilers", 40), new Share("the kernel", 10));
    }

    @Test
    void whereNothingWasUsedThereIsNone() {
        assertThat(starts.profile()).isEmpty();
    }

    @Test
    void aRunningJvmIsLookedInto() throws Exception {
        starts.add(ProcessHandle.current());

        assertThat(starts.profile().orElseThrow().shares()).isNotEmpty();
        assertThat(Jcmd.loadedClasses(ProcessHandle.current())).isGreaterThan(1_000);
    }

    @Test
    void whatIsNoJvmDoesNotTellItsClasses() throws Exception {
        Process other = new ProcessBuilder("cat").start();
        try {
            assertThatThrownBy(() -> Jcmd.loadedClasses(other.toHandle())).isInstanceOf(IOException.class);
        } finally {
            other.destroy();
        }
    }
}
