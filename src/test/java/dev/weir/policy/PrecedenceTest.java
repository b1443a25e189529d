package dev.weir.policy;

import static dev.weir.policy.Cases.fields;
import static dev.weir.policy.Cases.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of several stored responses stay beside each other; {@link ReuseTest} has which is selected. */
class PrecedenceTest {

    /** Stored of what came at that second. */
    private static Stored at(long second, String request, String response) {
        long ticks = second * 1_000_000_000L;
        Received received = new Received(ticks, ticks, Cases.WALL.plusSeconds(second));
        Fields fields = fields("Cache-Control: max-age=60 | " + response);
        return ((Storability.Store) Storability.decide(get(request), 200, fields, received, Terms.DEFAULT)).stored();
    }

    @Test
    void whatIsForTheSameRequestsIsReplaced() {
        Stored german = at(0, "Accept-Language: de", "Vary: Accept-Language");
        Stored newer = at(1, "Accept-Language: DE", "Vary: Accept-Language");
        Stored english = at(1, "Accept-Language: en", "Vary: Accept-Language");
        Stored all = at(1, "", "A: 1");
        assertThat(Precedence.replaces(newer, german)).isTrue();
        assertThat(Precedence.replaces(english, german)).isFalse();
        assertThat(Precedence.replaces(all, german)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // the older one, the newer one, and whether the request would go on selecting the older
                "Date: Sat, 21 Nov 2026 07:50:00 GMT ; Date: Sat, 21 Nov 2026 07:49:00 GMT ; true",
                "Date: Sat, 21 Nov 2026 07:50:00 GMT ; Date: Sat, 21 Nov 2026 07:51:00 GMT ; false",
                "Date: Sat, 21 Nov 2026 07:50:00 GMT ; Date: Sat, 21 Nov 2026 07:50:00 GMT ; false",
                "Vary: Accept ; A: 1 ; true",
                "A: 1 ; Vary: Accept ; false",
            })
    void whatWouldHideANewerOneGoes(String older, String newer, boolean hides) {
        assertThat(Precedence.hides(at(0, "Accept: x", older), at(1, "Accept: x", newer), get("Accept: x")))
                .isEqualTo(hides);
    }

    @Test
    void whatARequestDoesNotSelectHidesNothingFromIt() {
        Stored varies = at(0, "Accept: x", "Vary: Accept");
        assertThat(Precedence.hides(varies, at(1, "Accept: y", "A: 1"), get("Accept: y")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // what is there, when its head came, what comes late, and whether it comes too late
                "ETag: \"a\" ; 2 ; ETag: \"b\" ; true",
                "ETag: \"a\" ; 0 ; ETag: \"b\" ; false",
                "ETag: \"a\" ; 1 ; ETag: \"b\" ; false",
                "ETag: \"a\" ; 2 ; ETag: \"a\" ; false",
                "ETag: W/\"a\" ; 2 ; ETag: W/\"a\" ; true",
                "A: 1 ; 2 ; A: 1 ; true",
                "A: 1 ; 2 ; Vary: Accept ; false",
                "Vary: Accept ; 2 ; A: 1 ; true",
            })
    void whatCameLaterIsNotReplacedByWhatTookLonger(String there, long second, String late, boolean outdates) {
        assertThat(Precedence.outdates(at(second, "Accept: x", there), at(1, "Accept: x", late), get("Accept: x")))
                .isEqualTo(outdates);
        assertThat(Precedence.outdates(
                        at(second, "Accept: x", "Vary: Accept"), at(1, "Accept: y", late), get("Accept: y")))
                .isFalse();
    }

    @Test
    void theAgeOfWhatWasDecidedWithoutDelayIsThatWithIt() {
        Received slow = new Received(0, 5_000_000_000L, Cases.WALL);
        Fields fields = fields("Cache-Control: max-age=2 | Age: 3 | ETag: \"a\"");
        Stored prompt = ((Storability.Store) Storability.decide(get(""), 200, fields, slow.undelayed(), Terms.DEFAULT))
                .stored();
        assertThat(prompt.ageMillis(slow.responseTicks())).isEqualTo(3_000);
        Stored delayed = prompt.delayed(slow);
        assertThat(delayed.ageMillis(slow.responseTicks())).isEqualTo(8_000);
        assertThat(delayed.lifetimeMillis()).isEqualTo(2_000);
    }
}
