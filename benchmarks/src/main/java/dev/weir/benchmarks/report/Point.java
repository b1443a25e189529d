package dev.weir.benchmarks.report;

/** Where a scenario measures: a number of connections, a rate, an endpoint; {@code x} is its place in a plot of lines. */
public record Point(String label, double x) {

    public static Point of(String format, int x) {
        return new Point(String.format(java.util.Locale.ROOT, format, x), x);
    }
}
