package dev.weir.benchmarks.scenarios;

import java.util.Map;

/**
 * What one server did in one turn.
 *
 * @param figures by the ids of metrics; one that cannot be had is left out
 * @param firstFailure what was wrong with the first answer that was not good; empty where all were
 */
record Turn(Map<String, Double> figures, String firstFailure) {

    /** A turn in which all answers were good. */
    Turn(Map<String, Double> figures) {
        this(figures, "");
    }
}
