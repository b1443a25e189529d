package dev.weir.policy;

import static dev.weir.policy.Cases.AT_ONCE;
import static dev.weir.policy.Cases.fields;
import static dev.weir.policy.Cases.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.policy.Storability.Store;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9213. */
class TargetsTest {
    private static final String PAST = "Expires: Thu, 01 Jan 1970 00:00:00 GMT";
    private static final String FUTURE = "Expires: Sat, 21 Nov 2026 09:00:00 GMT";

    private static final Targets OWN = new Targets(List.of("Weir-Cache-Control", "CDN-Cache-Control"));

    private static String decided(Targets targets, String response) {
        Storability.Verdict verdict =
                Storability.decide(get(""), 200, fields(response), AT_ONCE, Terms.DEFAULT.withTargets(targets));
        return verdict instanceof Store store
                ? store.stored().lifetimeMillis() / 1_000 + " " + store.reason().detail()
                : verdict.reason().detail();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // §2.2: in place of Cache-Control and Expires
                "CDN-Cache-Control: max-age=60 ; 60 max-age",
                "CDN-Cache-Control: max-age=60 | Cache-Control: no-store, private, max-age=1 ; 60 max-age",
                "CDN-Cache-Control: max-age=60 | " + PAST + " ; 60 max-age",
                "CDN-Cache-Control: max-age=60 | Cache-Control: s-maxage=9 ; 60 max-age",
                "CDN-Cache-Control: s-maxage=9, max-age=60 ; 9 s-maxage",
                "CDN-Cache-Control: no-store, max-age=60 | Cache-Control: max-age=9 ; response-no-store",
                "CDN-Cache-Control: private | Cache-Control: max-age=9 | " + FUTURE + " ; private",
                "CDN-Cache-Control: max-age=0 | Cache-Control: max-age=9 | " + FUTURE + " | ETag: \"a\" ; 0 max-age",
                "CDN-Cache-Control: must-revalidate | " + FUTURE + " | ETag: \"a\" ; 0 no-lifetime",
                "CDN-Cache-Control: unknown=1, max-age=60 ; 60 max-age",
                "CDN-Cache-Control: max-age=1, max-age=60 ; 60 max-age",
                "CDN-Cache-Control: no-store=?0, max-age=60 ; 60 max-age",
                "CDN-Cache-Control: no-store | CDN-Cache-Control: max-age=60 ; response-no-store",
                // §2.1: ignored where malformed or empty
                "CDN-Cache-Control: max-age=60, && | Cache-Control: max-age=9 ; 9 max-age",
                "CDN-Cache-Control: max-age=60 | CDN-Cache-Control: && | Cache-Control: max-age=9 ; 9 max-age",
                "CDN-Cache-Control: MAX-AGE=60 | Cache-Control: max-age=9 ; 9 max-age",
                "CDN-Cache-Control: max-age= 60 | Cache-Control: max-age=9 ; 9 max-age",
                "CDN-Cache-Control: | Cache-Control: max-age=9 ; 9 max-age",
                "CDN-Cache-Control: no-store, && | " + FUTURE + " ; 3600 expires",
                // §2.1: a value of another type is not taken for one of the right type
                "CDN-Cache-Control: max-age=\"60\" | Cache-Control: max-age=9 | ETag: \"a\" ; 0 max-age",
                "CDN-Cache-Control: max-age=60.0 | ETag: \"a\" ; 0 max-age",
                "CDN-Cache-Control: max-age=-60 | ETag: \"a\" ; 0 max-age",
                "CDN-Cache-Control: private=cookie, max-age=60 ; private",
                "CDN-Cache-Control: private=\"set-cookie\", max-age=60 | Set-Cookie: a=b ; 60 max-age",
                // Those of other caches
                "Weir-Cache-Control: no-store | Cache-Control: max-age=9 ; 9 max-age",
            })
    void aTargetedFieldStandsForCacheControlAndExpires(String response, String expected) {
        assertThat(decided(Targets.OF_SURROGATES, response)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "Surrogate-Control: max-age=60 | Cache-Control: no-store | " + PAST + " > 60 max-age",
                "Surrogate-Control: max-age=0 | Cache-Control: max-age=9 | ETag: \"a\" > 0 max-age",
                "Surrogate-Control: no-store, max-age=60 | Cache-Control: max-age=9 > response-no-store",
                "Surrogate-Control: MAX-AGE=60 > 60 max-age",
                "Surrogate-Control: max-age=60 | Age: 70 | ETag: \"a\" > 60 max-age",
                "Surrogate-Control: max-age=60, max-age=9 > 60 max-age",
                "Surrogate-Control: max-age=99999999999 > 2147483648 max-age",
                "Surrogate-Control: foobar, max-age=60 > 60 max-age",
                // What says nothing about storing leaves that to Cache-Control
                "Surrogate-Control: content=\"ESI/1.0, max-age=7\" | Cache-Control: max-age=9 > 9 max-age",
                "Surrogate-Control: max-age =60 | Cache-Control: max-age=9 > 9 max-age",
                "Surrogate-Control: | Cache-Control: max-age=9 > 9 max-age",
                "Surrogate-Control: max-age= 60 | Cache-Control: max-age=9 | ETag: \"a\" > 0 max-age",
                // For devices
                "Surrogate-Control: max-age=60;other | Cache-Control: max-age=9 > 9 max-age",
                "Surrogate-Control: max-age=60;weir | Cache-Control: max-age=9 > 60 max-age",
                "Surrogate-Control: max-age=60; other; weir | Cache-Control: max-age=9 > 60 max-age",
                "Surrogate-Control: no-store, max-age=60;weir | Cache-Control: max-age=9 > 60 max-age",
                "Surrogate-Control: max-age=60 | Surrogate-Control: no-store;weir > response-no-store",
                // The field of RFC 9213 counts before it
                "Surrogate-Control: max-age=60 | CDN-Cache-Control: max-age=9 > 9 max-age",
            })
    void surrogateControlStandsForThemToo(String response, String expected) {
        assertThat(decided(Targets.OF_SURROGATES, response)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"60+30, 60, 30", "60+x, 60, 0", "60, 60, 0", "60+0, 60, 0", "x+30, 0, 30"})
    void surrogateControlSaysForHowLongItMayBeServedStale(String value, long lifetime, long stale) {
        Stored stored = Cases.stored("Surrogate-Control: max-age=" + value + " | ETag: \"a\"");
        assertThat(stored.lifetimeMillis()).isEqualTo(lifetime * 1_000);
        assertThat(stored.staleWhileRevalidateMillis()).isEqualTo(stale * 1_000);
        assertThat(stored.staleIfErrorMillis()).isEqualTo(stale * 1_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Weir-Cache-Control: max-age=1 | CDN-Cache-Control: max-age=2 | Cache-Control: max-age=3 ; 1 max-age",
                "Weir-Cache-Control: && | CDN-Cache-Control: max-age=2 | Cache-Control: max-age=3 ; 2 max-age",
                "Weir-Cache-Control: && | CDN-Cache-Control: | Cache-Control: max-age=3 ; 3 max-age",
                "weir-cache-control: max-age=1 | Cache-Control: max-age=3 ; 1 max-age",
            })
    void theFirstThatCanBeReadCounts(String response, String expected) {
        assertThat(decided(OWN, response)).isEqualTo(expected);
    }

    @Test
    void withoutTargetsCacheControlAloneCounts() {
        assertThat(decided(Targets.NONE, "CDN-Cache-Control: max-age=60 | Cache-Control: max-age=9"))
                .isEqualTo("9 max-age");
    }

    @Test
    void allThreeGoOnToWhoComesBehind() {
        String response = "CDN-Cache-Control: max-age=60 | Cache-Control: no-store | " + PAST
                + " | Connection: CDN-Cache-Control | X: y";
        Stored stored = ((Store) Storability.decide(get(""), 200, fields(response), AT_ONCE, Terms.DEFAULT)).stored();
        assertThat(stored.fields().get("CDN-Cache-Control")).contains("max-age=60");
        assertThat(stored.fields().get("Cache-Control")).contains("no-store");
        assertThat(stored.fields().contains("Expires")).isTrue();
        assertThat(stored.fields().contains("Connection")).isFalse();
    }

    @Test
    void whatA304SaysToThisCacheCounts() {
        Stored stored = Cases.stored("CDN-Cache-Control: max-age=60 | Cache-Control: max-age=1 | ETag: \"a\"");
        Storability.Verdict longer =
                Freshening.freshen(get(""), stored, fields("CDN-Cache-Control: max-age=90 | ETag: \"a\""), AT_ONCE);
        assertThat(((Store) longer).stored().lifetimeMillis()).isEqualTo(90_000);
        Storability.Verdict same =
                Freshening.freshen(get(""), stored, fields("Cache-Control: no-store | ETag: \"a\""), AT_ONCE);
        assertThat(((Store) same).stored().lifetimeMillis()).isEqualTo(60_000);
    }

    @Test
    void aTargetIsTheNameOfAField() {
        assertThatThrownBy(() -> new Targets(List.of("Weir Cache")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Weir Cache'");
    }
}
