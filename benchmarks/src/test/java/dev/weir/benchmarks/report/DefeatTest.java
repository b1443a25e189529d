package dev.weir.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefeatTest {
    private static final Metric RATE = Metric.more("rate", "Answers", "");
    private static final Metric CPU = Metric.less("cpu", "CPU time", "");
    private static final Point FIRST = new Point("first", 1);
    private static final Point SECOND = new Point("second", 2);
    private static final Point THIRD = new Point("third", 3);

    private final List<Sample> samples = new ArrayList<>();

    private void add(String server, Point point, double rate, double cpu) {
        for (int round = 1; round <= Spread.ENOUGH; round++) {
            samples.add(new Sample(server, point.label(), round, Map.of("rate", rate, "cpu", cpu), ""));
        }
    }

    @Test
    void thePointWhereItIsBehindTheMostComesFirst() {
        add("Weir", FIRST, 100, 10);
        add("Swift", FIRST, 200, 8);
        add("Weir", SECOND, 100, 30_000);
        add("Swift", SECOND, 50, 10);
        add("Weir", THIRD, 100, 5);
        add("Swift", THIRD, 90, 6);

        List<Defeat> defeats = Defeat.of(new Outcome(
                "id", "", "", List.of(RATE, CPU), List.of(FIRST, SECOND, THIRD), List.of(), samples, List.of()));

        assertThat(defeats)
                .containsExactly(
                        new Defeat("Weir", SECOND, List.of("CPU time, Swift (×3,000)"), 3_000),
                        new Defeat("Weir", FIRST, List.of("Answers, Swift (×0.50)", "CPU time, Swift (×1.25)"), 2));
    }
}
