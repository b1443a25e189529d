package dev.weir.benchmarks.report;

import dev.weir.benchmarks.report.Spread.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How one of Weir's servers stands beside the others at one point, by one metric.
 *
 * @param times how far it is behind at worst: twice as much of what should be little, or half of what should be much, is 2
 */
record Standing(String ours, Metric metric, Point point, Map<Verdict, List<String>> others, double times) {

    /** For each of Weir's servers and each metric that is judged, at every point. */
    static List<Standing> of(Outcome outcome) {
        List<Standing> standings = new ArrayList<>();
        for (String ours : outcome.servers().stream().filter(Palette::isOurs).toList()) {
            for (Metric metric : outcome.metrics().stream().filter(Metric::judged).toList()) {
                for (Point point : outcome.points()) {
                    outcome.spread(ours, point, metric)
                            .ifPresent(spread -> standings.add(beside(outcome, ours, spread, metric, point)));
                }
            }
        }
        // Where only Weir's own have figures, it stands beside nobody.
        return standings.stream().filter(standing -> !standing.others().isEmpty()).toList();
    }

    private static Standing beside(Outcome outcome, String ours, Spread spread, Metric metric, Point point) {
        Map<Verdict, List<String>> others = new EnumMap<>(Verdict.class);
        double times = 1;
        for (String other : outcome.servers()) {
            Optional<Spread> theirs = outcome.spread(other, point, metric);
            if (!Palette.isOurs(other) && theirs.isPresent()) {
                Verdict verdict = spread.against(theirs.get(), metric.lessIsBetter());
                others.computeIfAbsent(verdict, none -> new ArrayList<>()).add(other + " " + times(spread, theirs.get()));
                if (verdict == Verdict.BEHIND) {
                    double ratio = spread.median() / theirs.get().median();
                    times = Math.max(times, metric.lessIsBetter() ? ratio : 1 / ratio);
                }
            }
        }
        return new Standing(ours, metric, point, others, times);
    }

    /** Ours divided by theirs. */
    private static String times(Spread ours, Spread theirs) {
        double times = ours.median() / theirs.median();
        return theirs.median() == 0 ? "(0)" : String.format(Locale.ROOT, times < 100 ? "(×%.2f)" : "(×%,.0f)", times);
    }

    String names(Verdict verdict) {
        List<String> names = others.getOrDefault(verdict, List.of());
        return names.isEmpty() ? "—" : String.join(", ", names);
    }
}
