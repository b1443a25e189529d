package dev.weir.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.support.Trials;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §5.6.7, and what RFC 9111 §4.2 adds. */
class HttpDateTest {

    private static final Instant REFERENCE = Instant.parse("2026-11-21T08:00:00Z");
    private static final DateTimeFormatter IMF = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                "sun, 06 nov 1994 08:49:37 gmt",
                "SUNDAY, 06-NOV-94 08:49:37 GMT",
                "SUN NOV  6 08:49:37 1994",
                "Sun Nov 06 08:49:37 1994",
            })
    void aRecipientMustAcceptAllThreeFormsAndShouldIgnoreCase(String text) {
        assertThat(HttpDate.parse(text, REFERENCE)).contains(Instant.parse("1994-11-06T08:49:37Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "now",
                "Sun, 06 Nov 1994 08:49:37",
                "Sun, 06 Nov 1994 08:49:37 UTC",
                "Sun, 06 Nov 1994 08:49:37 PST",
                "Sun, 06 Nov 1994 08:49:37 +0000",
                "Sun, 06 Nov 1994 08:49:37 GMT ",
                "Sun, 6 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 94 08:49:37 GMT",
                "Sun, 06-Nov-1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 8:49:37 GMT",
                "Sun, 06 Nov 1994 08.49.37 GMT",
                "Sun, 06  Nov 1994 08:49:37 GMT",
                "Sun 06 Nov 1994 08:49:37 GMT",
                "Son, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nof 1994 08:49:37 GMT",
                "Sun, 00 Nov 1994 08:49:37 GMT",
                "Thu, 31 Nov 1994 08:49:37 GMT",
                "Mon, 32 Jan 1994 08:49:37 GMT",
                "Wed, 29 Feb 1995 08:49:37 GMT",
                "Thu, 29 Feb 1900 08:49:37 GMT",
                "Sun, 06 Nov 1994 24:49:37 GMT",
                "Sun, 06 Nov 1994 08:60:37 GMT",
                "Sun, 06 Nov 1994 08:49:61 GMT",
                "Sun, 06 Nov 1994_08:49:37 GMT",
                "Sun, 06 Nov -994 08:49:37 GMT",
                "Sunday, 06-Nov-1994 08:49:37 GMT",
                "Sunday, 06 Nov 94 08:49:37 GMT",
                "Sunnday, 06-Nov-94 08:49:37 GMT",
                "Sunday, 06-Nov-xx 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 EST",
                "Sunday, 31-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 94",
                "Sun Nov  6 08:49:37 1994 ",
                "Sun Nov  x 08:49:37 1994",
                "Sun_Nov  6 08:49:37 1994",
                "Sun Nov_ 6 08:49:37 1994",
                "Sun Nov  6 08:49:37_1994",
                "Xun Nov  6 08:49:37 1994",
            })
    void whatIsNearlyADateIsNone(String text) {
        assertThat(HttpDate.parse(text, REFERENCE)).isEmpty();
        assertThat(HttpDate.parse(text, 0L)).isEqualTo(HttpDate.INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T08:00:00Z, 94, 1994",
        "2026-11-21T08:00:00Z, 26, 2026",
        "2026-11-21T08:00:00Z, 27, 2027",
        "2026-11-21T08:00:00Z, 75, 2075",
        "2026-11-21T08:00:00Z, 77, 1977",
        "1999-01-01T00:00:00Z, 00, 2000",
        "1999-01-01T00:00:00Z, 48, 2048",
        "2000-01-01T00:00:00Z, 99, 1999",
        // To the second: 06-Nov-76 is less than 50 years after the one, more after the other.
        "2026-11-06T08:49:37Z, 76, 2076",
        "2026-11-06T08:49:36Z, 76, 1976",
    })
    void aYearOfTwoDigitsMoreThanFiftyYearsAheadMustBeOfThePast(Instant reference, String year, int expected) {
        String text = "Sunday, 06-Nov-" + year + " 08:49:37 GMT";
        assertThat(HttpDate.parse(text, reference)).contains(Instant.parse(expected + "-11-06T08:49:37Z"));
    }

    @ParameterizedTest
    @CsvSource({"1996, true", "2000, true", "2096, true", "2100, false", "2023, false", "1800, false", "2400, true"})
    void aLeapDayIsOneInLeapYearsOnly(int year, boolean expected) {
        assertThat(HttpDate.parse("Sun, 29 Feb " + year + " 00:00:00 GMT", REFERENCE)
                        .isPresent())
                .isEqualTo(expected);
    }

    @Test
    void aLeapSecondIsTheNextSecond() {
        assertThat(HttpDate.parse("Sat, 31 Dec 2016 23:59:60 GMT", REFERENCE))
                .contains(Instant.parse("2017-01-01T00:00:00Z"));
    }

    @Test
    void writingAndReadingAgreeWithTheJdk() {
        long first = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
        long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        Trials.run(random -> {
            long second = random.nextLong(first, last + 1);
            String text = HttpDate.format(second);
            assertThat(text).isEqualTo(IMF.format(Instant.ofEpochSecond(second)));
            assertThat(HttpDate.parse(text, 0L)).isEqualTo(second);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2000-02-29T23:59:59Z",
                "2000-03-01T00:00:00Z",
                "1970-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "1969-12-31T23:59:59Z"
            })
    void theEdgesOfMonthsYearsAndErasAreRight(Instant instant) {
        assertThat(HttpDate.format(instant)).isEqualTo(IMF.format(instant));
    }

    @Test
    void aFractionOfASecondIsDropped() {
        assertThat(HttpDate.format(Instant.parse("1994-11-06T08:49:37.999Z")))
                .isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @Test
    void aYearOfFiveDigitsIsRefused() {
        assertThatThrownBy(() -> HttpDate.format(253_402_300_800L)).isInstanceOf(IllegalArgumentException.class);
    }
}
