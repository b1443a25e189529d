package dev.weir.benchmarks.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.benchmarks.scenarios.WarmUp.Used;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private final AtomicInteger steps = new AtomicInteger();

    /** Compilers that have half of each step's second up to a step, and nothing from then on. */
    private Used compilingUpTo(int last) {
        return new Used(steps.get(), 0.5 * Math.min(steps.get(), last));
    }

    @Test
    void aServerIsLoadedUntilCompilersHaveNextToNothingToDo() throws Exception {
        WarmUp.run(() -> compilingUpTo(3), 16, List.of(steps::incrementAndGet));

        assertThat(steps).hasValue(4);
    }

    @Test
    void whereThatTakesTooLongItIsEnough() throws Exception {
        WarmUp.run(() -> compilingUpTo(100), 16, List.of(steps::incrementAndGet));

        assertThat(steps).hasValue(16);
    }

    @Test
    void whatCompilesNothingIsAskedOnce() throws Exception {
        WarmUp.run(() -> compilingUpTo(0), 16, List.of(steps::incrementAndGet));

        assertThat(steps).hasValue(1);
    }

    @Test
    void whatIsQuietIsNotAskedAgainWhileTheRestIs() throws Exception {
        StringBuilder asked = new StringBuilder();

        // The compilers have work after "b" alone, as long as it is asked four times.
        WarmUp.run(
                () -> new Used(asked.length(), asked.length() < 6 ? asked.chars().filter(c -> c == 'b').count() : 4),
                16,
                List.of(() -> asked.append('a'), () -> asked.append('b')));

        assertThat(asked).hasToString("abbbbb");
    }

    @Test
    void whatUsedNothingDidNotCompile() {
        assertThat(new Used(2, 1).compilingSince(new Used(2, 1))).isZero();
    }
}
