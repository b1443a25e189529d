package dev.weir.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.benchmarks.report.Spread.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void medianIsTheMiddleOneOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 9, 3));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(3, 1, 9, 4));
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingIsToldWhereSpreadsOverlapOrTouch() {
        Spread ours = Spread.of(List.of(10.0, 11.0, 12.0));

        assertThat(ours.against(Spread.of(List.of(12.0, 20.0, 30.0)), false)).isEqualTo(Verdict.NOT_TOLD);
        assertThat(ours.against(Spread.of(List.of(1.0, 50.0, 60.0)), true)).isEqualTo(Verdict.NOT_TOLD);
        assertThat(ours.against(ours, true)).isEqualTo(Verdict.NOT_TOLD);
    }

    @Test
    void whoIsAheadDependsOnWhetherLessIsBetter() {
        Spread less = Spread.of(List.of(1.0, 2.0, 3.0));
        Spread more = Spread.of(List.of(4.0, 5.0, 6.0));

        assertThat(less.against(more, true)).isEqualTo(Verdict.AHEAD);
        assertThat(less.against(more, false)).isEqualTo(Verdict.BEHIND);
        assertThat(more.against(less, true)).isEqualTo(Verdict.BEHIND);
        assertThat(more.against(less, false)).isEqualTo(Verdict.AHEAD);
    }

    @Test
    void twoRoundsAreTooFewToTellAnything() {
        Spread two = Spread.of(List.of(1.0, 2.0));
        Spread three = Spread.of(List.of(4.0, 5.0, 6.0));

        assertThat(two.against(three, true)).isEqualTo(Verdict.NOT_TOLD);
        assertThat(three.against(two, true)).isEqualTo(Verdict.NOT_TOLD);
    }
}
