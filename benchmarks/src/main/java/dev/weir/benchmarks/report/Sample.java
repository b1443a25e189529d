package dev.weir.benchmarks.report;

import java.util.Map;

/**
 * What one server did in one turn.
 *
 * @param figures by the ids of metrics
 * @param firstFailure what was wrong with the first answer that was not good; empty where all were
 */
public record Sample(String server, String point, int round, Map<String, Double> figures, String firstFailure) {

    /** The metric that counts answers that were not good. */
    static final String ERRORS = "errors";

    public double errors() {
        return figures.getOrDefault(ERRORS, 0.0);
    }
}
