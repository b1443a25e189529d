package dev.weir.benchmarks.report;

/** A picture of one metric: {@code bars} has a bar for each server and point, else a line for each server over points. */
public record Plot(String title, String metric, boolean bars, String xTitle) {

    public static Plot bars(String title, String metric) {
        return new Plot(title, metric, true, "");
    }

    /** Both axes are logarithmic. */
    public static Plot lines(String title, String metric, String xTitle) {
        return new Plot(title, metric, false, xTitle);
    }
}
