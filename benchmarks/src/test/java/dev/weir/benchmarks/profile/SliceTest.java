package dev.weir.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SliceTest {
    private static final Instant FROM = Instant.EPOCH;
    private static final Instant TO = FROM.plusSeconds(1);

    private final Slice slice = new Slice(FROM, TO, new JvmTimes(0, 0, 0));

    @Test
    void whatIsSeenWhereOneEndsBelongsToTheNext() {
        assertThat(slice.has(FROM)).isTrue();
        assertThat(slice.has(TO.minusNanos(1))).isTrue();
        assertThat(slice.has(TO)).isFalse();
        assertThat(slice.has(FROM.minusNanos(1))).isFalse();
    }
}
