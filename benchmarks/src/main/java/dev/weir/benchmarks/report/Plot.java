package dev.weir.benchmarks.report;

/**
 * A picture of one metric.
 *
 * @param bars whether it has a bar for each server and point, else a line for each server over points
 * @param scales whether bars have a scale of their own at each point
 */
public record Plot(String title, String metric, boolean bars, boolean scales, String xTitle) {

    public static Plot bars(String title, String metric) {
        return new Plot(title, metric, true, false, "");
    }

    /** Bars at points that are not to be compared with one another. */
    public static Plot panels(String title, String metric) {
        return new Plot(title, metric, true, true, "");
    }

    /** Both axes are logarithmic. */
    public static Plot lines(String title, String metric, String xTitle) {
        return new Plot(title, metric, false, false, xTitle);
    }
}
