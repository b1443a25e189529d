package dev.weir.benchmarks.report;

/**
 * One of the figures that a scenario takes.
 *
 * @param judged whether the report says who is ahead by it
 */
public record Metric(String id, String title, String unit, boolean lessIsBetter, boolean judged) {

    public static Metric more(String id, String title, String unit) {
        return new Metric(id, title, unit, false, true);
    }

    public static Metric less(String id, String title, String unit) {
        return new Metric(id, title, unit, true, true);
    }

    /** The same, told without saying who is ahead. */
    public Metric untold() {
        return new Metric(id, title, unit, lessIsBetter, false);
    }
}
