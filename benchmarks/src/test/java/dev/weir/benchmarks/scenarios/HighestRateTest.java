package dev.weir.benchmarks.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.benchmarks.load.OpenLoad;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HighestRateTest {
    private static final double CAPACITY = 1_000;
    private static final double ACCURACY = 1.1;

    private final List<Double> tried = new ArrayList<>();
    private final HighestRate search = new HighestRate(100, ACCURACY);

    /** A server whose p99 passes the limit above its capacity. */
    private OpenLoad.Result slowAbove(double capacity, double rate) {
        tried.add(rate);
        return result(rate, rate <= capacity ? 100_000 : 100_001, 0);
    }

    private static OpenLoad.Result result(double rate, long p99, long unanswered) {
        return new OpenLoad.Result(1, Math.round(rate), Math.round(rate), 0, unanswered, 1, 1, p99, p99, p99, 0, "");
    }

    @ParameterizedTest
    @ValueSource(doubles = {990, 1_000, 1_001, 1_250, 400, 3_000})
    void itIsFoundToWithinTheAccuracyFromWhicheverSide(double guess) throws Exception {
        OpenLoad.Result found =
                search.find(guess, rate -> slowAbove(CAPACITY, rate)).orElseThrow();

        assertThat(found.perSecond()).isBetween(Math.floor(CAPACITY / ACCURACY), CAPACITY);
        assertThat(tried).as("the rate above, which was not sustained").anySatisfy(rate -> assertThat(rate)
                .isBetween(CAPACITY, found.perSecond() * ACCURACY * 1.01));
    }

    @Test
    void aGoodGuessTakesFewTrials() throws Exception {
        search.find(950, rate -> slowAbove(CAPACITY, rate));

        assertThat(tried).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void aRateAtWhichSomeAreNotAnsweredIsNotSustained() throws Exception {
        OpenLoad.Result found = search.find(500, rate -> result(rate, 10, rate > 600 ? 1 : 0))
                .orElseThrow();

        assertThat(found.perSecond()).isBetween(545.0, 600.0);
    }

    @Test
    void itGivesUpAtATenthOfTheGuess() throws Exception {
        assertThat(search.find(1_000, rate -> slowAbove(50, rate))).isEmpty();
        assertThat(tried).last().satisfies(rate -> assertThat(rate).isBetween(50.0, 100.0));
    }

    @Test
    void whereNothingIsAnsweredNothingIsSustained() throws Exception {
        assertThat(search.find(100, rate -> result(0, 0, 0))).isEmpty();
    }
}
