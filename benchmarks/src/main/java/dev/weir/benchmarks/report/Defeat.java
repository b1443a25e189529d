package dev.weir.benchmarks.report;

import dev.weir.benchmarks.report.Spread.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A point at which one of Weir's servers is behind others.
 *
 * @param behind by which metrics, and whom
 * @param times how far at worst: twice as much of what should be little, or half of what should be much, is 2
 */
public record Defeat(String server, Point point, List<String> behind, double times) {

    /** The worst first. */
    public static List<Defeat> of(Outcome outcome) {
        Map<List<Object>, Defeat> defeats = new LinkedHashMap<>();
        for (Standing standing : Standing.of(outcome)) {
            if (standing.others().containsKey(Verdict.BEHIND)) {
                String behind = standing.metric().title() + ", " + standing.names(Verdict.BEHIND);
                defeats.merge(
                        List.of(standing.ours(), standing.point()),
                        new Defeat(standing.ours(), standing.point(), List.of(behind), standing.times()),
                        Defeat::and);
            }
        }
        return defeats.values().stream()
                .sorted(Comparator.comparingDouble(Defeat::times).reversed())
                .toList();
    }

    private Defeat and(Defeat other) {
        List<String> both = new ArrayList<>(behind);
        both.addAll(other.behind);
        return new Defeat(server, point, both, Math.max(times, other.times));
    }
}
