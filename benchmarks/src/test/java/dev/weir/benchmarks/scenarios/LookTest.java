package dev.weir.benchmarks.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.benchmarks.report.Defeat;
import dev.weir.benchmarks.report.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookTest {
    private static final double MUCH = 1_000;

    private final List<Defeat> defeats = new ArrayList<>();

    /** Of a process; the number of the point is how long a turn takes there. */
    private Defeat behind(String process, double turnSeconds) {
        Defeat defeat = new Defeat(process, new Point(process + turnSeconds, turnSeconds), List.of(), 2);
        defeats.add(defeat);
        return defeat;
    }

    private List<Look<String>> within(double seconds) {
        return Look.at(
                defeats,
                seconds,
                defeat -> Optional.of(defeat.server()).filter(process -> !process.isEmpty()),
                defeat -> defeat.point().x());
    }

    private static List<Defeat> defeats(Look<String> look) {
        return look.points().stream().map(Look.Spot::defeat).toList();
    }

    @Test
    void allPointsOfAProcessAreSeenByOneRecording() {
        Defeat worst = behind("plain", 1);
        Defeat second = behind("secure", 1);
        Defeat third = behind("plain", 2);

        List<Look<String>> looks = within(MUCH);

        assertThat(looks).extracting(Look::process).containsExactly("plain", "secure");
        assertThat(defeats(looks.get(0))).containsExactly(worst, third);
        assertThat(defeats(looks.get(1))).containsExactly(second);
    }

    @Test
    void wherePeersHaveAProcessForEachTurnNobodyLooks() {
        behind("", 1);

        assertThat(within(MUCH)).isEmpty();
    }

    @Test
    void itSettlesForSomeSecondsWhateverATurnTakes() {
        behind("short", 0.8);
        behind("two", 1);
        behind("two", 3);
        behind("long", 11);

        assertThat(within(MUCH)).extracting(Look::settlingRounds).containsExactly(10, 2, 1);
    }

    @Test
    void shortTurnsAreLookedIntoMoreThanOnce() {
        behind("process", 0.8);
        behind("process", 2);
        behind("process", 11);

        assertThat(within(MUCH).get(0).points()).extracting(Look.Spot::turns).containsExactly(4, 2, 1);
    }

    @Test
    void whoFindsNoTimeAnyMoreIsLeftOut() {
        Defeat worst = behind("process", 8); // 4 s to record, 8 to settle, 8 to look
        Defeat tooLong = behind("other", 8);
        Defeat another = behind("process", 4); // 4 more to settle, 4 to look

        List<Look<String>> looks = within(30);

        assertThat(looks).hasSize(1);
        assertThat(defeats(looks.get(0))).containsExactly(worst, another).doesNotContain(tooLong);
        assertThat(looks.get(0).seconds()).isEqualTo(28);
    }

    @Test
    void withoutTimeNobodyLooks() {
        behind("process", 1);

        assertThat(within(0)).isEmpty();
    }
}
