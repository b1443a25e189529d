package dev.weir.benchmarks.scenarios;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** One line that says what is measured and how long the rest takes, about: what was estimated, at the pace so far. */
public final class Progress {
    private final PrintStream out;
    private final LongSupplier nanos;
    private double estimate;
    private final long began;
    private double behind;

    /** @param estimate seconds that all is thought to take */
    public Progress(PrintStream out, LongSupplier nanos, double estimate) {
        this.out = out;
        this.nanos = nanos;
        this.estimate = estimate;
        this.began = nanos.getAsLong();
    }

    /** There is more to do than was estimated at the beginning. */
    void more(double seconds) {
        estimate += seconds;
    }

    /** The next step begins, and is thought to take so long. */
    void at(double seconds, String scenario, String server, String what) {
        double elapsed = (nanos.getAsLong() - began) / 1e9;
        // Until a tenth is behind, its pace says little.
        double pace = behind < estimate / 10 ? 1 : elapsed / behind;
        double left = Math.max(0, estimate - behind) * pace;
        behind += seconds;
        say(String.format(
                Locale.ROOT, "[%s, about %s left] %s: %s: %s", clock(elapsed), clock(left), scenario, what, server));
    }

    void say(String line) {
        out.println(line);
    }

    /** Minutes and seconds. */
    public static String clock(double seconds) {
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
