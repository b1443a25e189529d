package dev.weir.benchmarks.report;

import java.util.Collection;
import java.util.List;

/** What the rounds of one server at one point come to. */
public record Spread(double median, double least, double most, int rounds) {

    /** The fewest rounds of which a difference is told. */
    static final int ENOUGH = 3;

    /** How one server stands beside another. */
    public enum Verdict {
        AHEAD,
        BEHIND,
        /** The spreads overlap, or there are too few rounds: nothing is said. */
        NOT_TOLD
    }

    /** @throws IllegalArgumentException where there is no figure */
    public static Spread of(Collection<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("no figures");
        }
        int middle = sorted.size() / 2;
        double median =
                sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1), sorted.size());
    }

    public boolean overlaps(Spread other) {
        return least <= other.most && other.least <= most;
    }

    /** A difference counts only if the worst round of the one is better than the best of the other. */
    public Verdict against(Spread other, boolean lessIsBetter) {
        if (overlaps(other) || rounds < ENOUGH || other.rounds < ENOUGH) {
            return Verdict.NOT_TOLD;
        }
        return median < other.median == lessIsBetter ? Verdict.AHEAD : Verdict.BEHIND;
    }
}
