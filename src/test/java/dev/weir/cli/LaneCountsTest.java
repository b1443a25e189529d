package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LaneCountsTest {

    private final AtomicLong origin = new AtomicLong();
    private final LaneCounts counts = new LaneCounts(origin::get);

    @Test
    void aSecondCountsWhatHappenedInIt() {
        for (int i = 1; i <= 100; i++) {
            counts.sent();
            counts.answered(i, i > 1);
        }
        counts.sent();
        counts.failed();
        origin.set(1);

        assertThat(counts.second())
                .isEqualTo(new LaneFigures(1, 101, 1, 100, 99, 1, 51, 100, new LaneFigures.Second(101, 1)));
    }

    @Test
    void withoutAnswersThereIsNoDuration() {
        LaneFigures figures = counts.second();

        assertThat(figures.median()).isEqualTo(LaneFigures.NONE);
        assertThat(figures.tail()).isEqualTo(LaneFigures.NONE);
    }

    @Test
    void whatIsMoreThanTenSecondsOldIsForgotten() {
        counts.sent();
        for (int second = 1; second <= 10; second++) {
            assertThat(counts.second().in()).isEqualTo(1);
        }
        LaneFigures later = counts.second();

        assertThat(later.in()).isZero();
        assertThat(later.seconds()).isEqualTo(10);
    }
}
