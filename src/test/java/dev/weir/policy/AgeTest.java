package dev.weir.policy;

import static dev.weir.policy.Cases.AT_ONCE;
import static dev.weir.policy.Cases.WALL;
import static dev.weir.policy.Cases.fields;
import static dev.weir.policy.Cases.get;
import static dev.weir.policy.Cases.millis;
import static dev.weir.policy.Cases.seconds;
import static dev.weir.policy.Cases.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.fields.HttpDate;
import dev.weir.policy.Storability.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111 §4.2.3 and §5.1. */
class AgeTest {

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -5, -1, 0, 1, 5, 3_600})
    void aMaxAgeOfOneSecondIsUsableForOneSecondWhateverTheOriginsClock(long secondsAhead) {
        Fields response =
                Fields.of("Cache-Control", "max-age=1", "Date", HttpDate.format(WALL.plusSeconds(secondsAhead)));
        Stored stored = ((Store) Storability.decide(get(""), 200, response, AT_ONCE, Terms.DEFAULT)).stored();

        Answer justIn = Reuse.decide(get(""), stored, millis(999));
        assertThat(justIn).isEqualTo(new Answer.Serve(stored, 999, 1, Reason.FRESH));
        Answer justOut = Reuse.decide(get(""), stored, millis(1_000));
        assertThat(justOut).isEqualTo(new Answer.Validate(stored, 1_000, 0, false, true, Reason.EXPIRED));
    }

    /** age_value in s; request, response and now in ms. */
    @ParameterizedTest
    @CsvSource({
        "0,     0,    0,    0,     0",
        "0,     0,    0, 1500,  1500",
        "7,     0,    0, 1500,  8500",
        // A cache MUST interpret age_value relative to the request, not the response.
        "0,  -300,    0,    0,   300",
        "7,  -300,  200, 1200,  8500",
        // Ticks that would go backwards count as standing still.
        "7,   100,    0,    0,  7000",
        "7,     0,  500,    0,  7500",
    })
    void currentAgeIsAgeValueAndResponseDelayAndResidentTime(
            long ageValue, long request, long response, long now, long expected) {
        Received received = new Received(millis(request), millis(response), WALL);
        Fields head = Fields.of("Cache-Control", "max-age=100", "Age", Long.toString(ageValue));
        Stored stored = ((Store) Storability.decide(get(""), 200, head, received, Terms.DEFAULT)).stored();
        assertThat(stored.ageMillis(millis(now))).isEqualTo(expected);
        assertThat(stored.ttlMillis(millis(now))).isEqualTo(100_000 - expected);
    }

    @Test
    void theOriginOfTicksMeansNothing() {
        long far = Long.MAX_VALUE - seconds(1);
        Received received = new Received(far, far, WALL);
        Fields head = Fields.of("Cache-Control", "max-age=100");
        Stored stored = ((Store) Storability.decide(get(""), 200, head, received, Terms.DEFAULT)).stored();
        // System.nanoTime may run over.
        assertThat(stored.ageMillis(far + seconds(5))).isEqualTo(5_000);
    }

    @ParameterizedTest
    @CsvSource({"999, 0", "1000, 1", "1999, 1", "2000, 2"})
    void ageIsServedInWholeSeconds(long now, long expected) {
        Answer.Serve serve = (Answer.Serve) Reuse.decide(get(""), stored("Cache-Control: max-age=9"), millis(now));
        assertThat(serve.ageSeconds()).isEqualTo(expected);
        assertThat(serve.isStale()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.5", "7;a=b", "x, 7", ""})
    void anAgeThatCannotBeReadIsIgnored(String age) {
        Stored stored = stored("Cache-Control: max-age=100 | Age: " + age);
        assertThat(stored.lifetimeMillis()).isEqualTo(100_000);
        assertThat(stored.ageMillis(0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "3, 90", "3,0", "3 | Age: 90", "3 | Age: x"})
    void ofSeveralAgesTheFirstCounts(String age) {
        assertThat(stored("Cache-Control: max-age=100 | Age: " + age).ageMillis(0))
                .isEqualTo(3_000);
    }

    @Test
    void theLargestAgeAndLifetimeDoNotOverflow() {
        Stored stored = stored("Cache-Control: max-age=99999999999 | Age: 99999999999 | ETag: \"a\"");
        assertThat(stored.lifetimeMillis()).isEqualTo((1L << 31) * 1_000);
        assertThat(stored.ttlMillis(seconds(1))).isEqualTo(-1_000);
    }

    @Test
    void ageIsNotStoredSinceItIsGeneratedForEachReply() {
        assertThat(stored("Cache-Control: max-age=100 | Age: 3").fields().contains("Age"))
                .isFalse();
        assertThat(fields("Age: 3").contains("Age")).isTrue();
    }
}
