package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OffsetsTest {
    private final Offsets offsets = new Offsets();

    @Test
    void whoIsLastIsKnownUntilAllWhoAreThereHaveMoved() {
        offsets.add(0);
        offsets.add(0);
        offsets.add(7);
        offsets.remove(0);
        assertThat(offsets.least(100)).as("one is there still").isZero();
        offsets.remove(0);
        assertThat(offsets.least(100)).isEqualTo(7);
    }

    @Test
    void whereNobodyIsLeftThereIsNoLast() {
        offsets.add(7);
        offsets.remove(7);
        assertThat(offsets.least(100)).isEqualTo(100);
    }
}
