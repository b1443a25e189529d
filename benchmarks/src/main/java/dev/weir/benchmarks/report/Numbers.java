package dev.weir.benchmarks.report;

import java.util.Locale;

/** Figures as texts, with as many digits as one can make something of. */
final class Numbers {
    private Numbers() {}

    static String text(double value) {
        double size = Math.abs(value);
        if (size >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
    }

    static String range(Spread spread) {
        return text(spread.least()) + " to " + text(spread.most());
    }

    /** A mark on an axis: 5k for 5,000. */
    static String mark(double value) {
        if (value >= 1e6) {
            return trimmed(value / 1e6) + "M";
        }
        return value >= 1e4 ? trimmed(value / 1e3) + "k" : value >= 1e3 ? text(value) : trimmed(value);
    }

    private static String trimmed(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(Math.round(value * 1e6) / 1e6);
    }
}
