package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.load.OpenLoad;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Searches for the highest rate that a server sustains: nobody unanswered, and the p99 within a limit. */
final class HighestRate {
    private static final double STEP = 1.3;

    /** Of a guess; who does not sustain it has not what was guessed by. */
    private static final double LEAST_SHARE = 0.1;

    private final long limitMicros;
    private final double accuracy;

    /** @param accuracy how far above the rate found one may be that is not sustained: 1.1 is ten percent */
    HighestRate(int limitMs, double accuracy) {
        this.limitMicros = TimeUnit.MILLISECONDS.toMicros(limitMs);
        this.accuracy = accuracy;
    }

    /** A load of some seconds. */
    interface Trial {
        OpenLoad.Result at(double rate) throws IOException, InterruptedException;
    }

    /**
     * From a guess in steps up or down until there is a rate that is sustained below one that is not; then between them.
     *
     * @return what came of the highest rate that was sustained; empty where none was from a tenth of the guess
     */
    Optional<OpenLoad.Result> find(double guess, Trial trial) throws IOException, InterruptedException {
        Optional<OpenLoad.Result> best = sustained(trial.at(guess));
        double low = guess;
        double high = guess;
        if (best.isPresent()) {
            for (Optional<OpenLoad.Result> next = best; next.isPresent(); next = sustained(trial.at(high))) {
                best = next;
                low = high;
                high = low * STEP;
            }
        } else {
            while (best.isEmpty() && low >= guess * LEAST_SHARE) {
                high = low;
                low = high / STEP;
                best = sustained(trial.at(low));
            }
        }
        while (best.isPresent() && high > low * accuracy) {
            double middle = Math.sqrt(low * high);
            Optional<OpenLoad.Result> result = sustained(trial.at(middle));
            if (result.isPresent()) {
                best = result;
                low = middle;
            } else {
                high = middle;
            }
        }
        return best;
    }

    private Optional<OpenLoad.Result> sustained(OpenLoad.Result result) {
        return result.answers() > 0 && result.errors() == 0 && result.p99() <= limitMicros
                ? Optional.of(result)
                : Optional.empty();
    }
}
