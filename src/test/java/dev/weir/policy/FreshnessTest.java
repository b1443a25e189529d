package dev.weir.policy;

import static dev.weir.policy.Cases.stored;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9111 §4.2.1, §4.2.2, §5.3. Every response has an ETag, so that it is stored also where it is not fresh. */
class FreshnessTest {

    private static final String DATE = " | Date: Sat, 21 Nov 2026 08:00:00 GMT";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Cache-Control: s-maxage=3, max-age=9                       ; 3 ; SHARED_MAX_AGE",
                "Cache-Control: max-age=9, s-maxage=3                       ; 3 ; SHARED_MAX_AGE",
                "Cache-Control: s-maxage=x, max-age=9                       ; 0 ; SHARED_MAX_AGE",
                "Cache-Control: max-age=9                                   ; 9 ; MAX_AGE",
                "Cache-Control: max-age=9 | Cache-Control: max-age=5        ; 9 ; MAX_AGE",
                "Cache-Control: max-age=x                                   ; 0 ; MAX_AGE",
                "Cache-Control: max-age=9 | Expires: Sat, 21 Nov 2026 08:01:00 GMT ; 9 ; MAX_AGE",
                "Cache-Control: max-age=0 | Expires: Sat, 21 Nov 2026 08:01:00 GMT ; 0 ; MAX_AGE",
                "Cache-Control: s-maxage=9 | Expires: 0                     ; 9 ; SHARED_MAX_AGE",
                "Cache-Control: public | Expires: Sat, 21 Nov 2026 08:01:00 GMT    ; 60 ; EXPIRES",
                "Expires: Sat, 21 Nov 2026 08:01:00 GMT                     ; 60 ; EXPIRES",
                "Expires: sat, 21 nov 2026 08:01:00 gmt                     ; 60 ; EXPIRES",
                "Expires: Saturday, 21-Nov-26 08:01:00 GMT                  ; 60 ; EXPIRES",
                "Expires: Sat Nov 21 08:01:00 2026                          ; 60 ; EXPIRES",
                "Expires: Sat, 21 Nov 2026 08:00:00 GMT                     ; 0 ; EXPIRES",
                "Expires: Sat, 21 Nov 2026 07:00:00 GMT                     ; 0 ; EXPIRES",
                "Expires: 0                                                 ; 0 ; EXPIRES",
                "Expires: -1                                                ; 0 ; EXPIRES",
                "Expires: Sat, 21 Nov 2026 08:01:00 EST                     ; 0 ; EXPIRES",
                "Expires: 0 | Expires: Sat, 21 Nov 2026 08:01:00 GMT        ; 0 ; EXPIRES",
                // No heuristics where there is an explicit time, be it one that cannot be read.
                "Expires: 0 | Last-Modified: Sat, 21 Nov 2026 07:50:00 GMT  ; 0 ; EXPIRES",
                "Last-Modified: Sat, 21 Nov 2026 07:50:00 GMT               ; 60 ; HEURISTIC",
                "Last-Modified: Sun, 01 Nov 2026 07:50:00 GMT               ; 86400 ; HEURISTIC",
                "Last-Modified: Sat, 21 Nov 2026 09:00:00 GMT               ; 0 ; HEURISTIC",
                "Last-Modified: yesterday                                   ; 0 ; NO_LIFETIME",
                "X: y                                                       ; 0 ; NO_LIFETIME",
            })
    void theLifetimeIsTheFirstThatIsThere(String lines, long seconds, Reason source) {
        Stored stored = stored(lines + DATE + " | ETag: \"a\"");
        assertThat(stored.lifetimeMillis()).isEqualTo(seconds * 1_000);
        assertThat(stored.lifetimeSource()).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // Both times are the origin's, whatever its clock.
                "Date: Sat, 21 Nov 2026 07:00:00 GMT | Expires: Sat, 21 Nov 2026 07:01:00 GMT  ; 60",
                "Date: Sat, 21 Nov 2026 09:00:00 GMT | Expires: Sat, 21 Nov 2026 09:01:00 GMT  ; 60",
                // Without a Date, and with one that cannot be read, the time of reception counts.
                "Expires: Sat, 21 Nov 2026 08:01:00 GMT                                        ; 60",
                "Date: now | Expires: Sat, 21 Nov 2026 08:01:00 GMT                            ; 60",
                "Date: Sat, 21 Nov 2026 07:00:00 GMT | Last-Modified: Sat, 21 Nov 2026 06:50:00 GMT ; 60",
                "Last-Modified: Sat, 21 Nov 2026 07:50:00 GMT                                  ; 60",
            })
    void aTimeIsMeasuredAgainstTheOriginsOwnDate(String lines, long seconds) {
        assertThat(stored(lines + " | ETag: \"a\"").lifetimeMillis()).isEqualTo(seconds * 1_000);
    }

    @ParameterizedTest
    @CsvSource({"200", "203", "204", "300", "301", "308", "404", "405", "410", "414", "501"})
    void aGuessIsMadeForStatusesThatAreHeuristicallyCacheable(int status) {
        Stored stored = stored("", status, "Last-Modified: Sat, 21 Nov 2026 07:50:00 GMT");
        assertThat(stored.lifetimeMillis()).isEqualTo(60_000);
    }

    @ParameterizedTest
    @CsvSource({"302", "307", "400", "403", "500", "503"})
    void aGuessIsMadeForOthersOnlyIfTheyArePublic(int status) {
        String modified = " | Last-Modified: Sat, 21 Nov 2026 07:50:00 GMT";
        assertThat(stored("", status, "Cache-Control: public" + modified).lifetimeMillis())
                .isEqualTo(60_000);
        assertThat(Cases.verdict("", status, "Cache-Control: no-transform" + modified)
                        .reason())
                .isEqualTo(Reason.NOT_CACHEABLE);
    }
}
