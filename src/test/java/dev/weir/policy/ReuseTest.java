package dev.weir.policy;

import static dev.weir.policy.Cases.asked;
import static dev.weir.policy.Cases.get;
import static dev.weir.policy.Cases.millis;
import static dev.weir.policy.Cases.seconds;
import static dev.weir.policy.Cases.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.policy.Answer.Forward;
import dev.weir.policy.Answer.Refuse;
import dev.weir.policy.Answer.Serve;
import dev.weir.policy.Answer.Validate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111 §4, §5.2.1, §5.2.2; RFC 5861 §3. */
class ReuseTest {

    /** The kind of answer and why, in a word. */
    private static String told(Answer answer) {
        String kind = answer.getClass().getSimpleName();
        return kind.charAt(0) + " " + answer.reason();
    }

    /** Request directives; response directives; age in ms; S(erve), V(alidate), R(efuse) and why. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                // §4.2: response_is_fresh = (freshness_lifetime > current_age)
                "- ; max-age=9 ; 0 ; S FRESH",
                "- ; max-age=9 ; 8999 ; S FRESH",
                "- ; max-age=9 ; 9000 ; V EXPIRED",
                "- ; max-age=9 ; 9001 ; V EXPIRED",
                "- ; max-age=0 ; 0 ; V EXPIRED",

                // §5.2.2.4
                "- ; max-age=9, no-cache ; 0 ; V RESPONSE_NO_CACHE",
                "- ; max-age=9, no-cache=\"x\" ; 0 ; S FRESH",
                "max-stale ; max-age=9, no-cache ; 0 ; V RESPONSE_NO_CACHE",
                "- ; max-age=9, no-cache, stale-while-revalidate=9 ; 10000 ; V RESPONSE_NO_CACHE",

                // §5.2.1.4
                "no-cache ; max-age=9 ; 0 ; V REQUEST_NO_CACHE",
                "no-cache=\"x\" ; max-age=9 ; 0 ; V REQUEST_NO_CACHE",
                "no-cache, max-stale ; max-age=9, stale-while-revalidate=9 ; 10000 ; V REQUEST_NO_CACHE",

                // §5.2.1.1
                "max-age=5 ; max-age=9 ; 5000 ; S FRESH",
                "max-age=5 ; max-age=9 ; 5001 ; V REQUEST_MAX_AGE",
                "max-age=0 ; max-age=9 ; 1 ; V REQUEST_MAX_AGE",
                "max-age=x ; max-age=9 ; 1 ; V REQUEST_MAX_AGE",
                "max-age=99 ; max-age=9 ; 9000 ; V EXPIRED",
                "max-age=5, max-stale ; max-age=9 ; 5001 ; V REQUEST_MAX_AGE",
                // what does not change is as good as what is asked for anew
                "max-age=0 ; max-age=9, immutable ; 8999 ; S IMMUTABLE",
                "max-age=5 ; max-age=9, immutable ; 5000 ; S FRESH",
                "max-age=0 ; max-age=9, immutable=1 ; 1 ; S IMMUTABLE",
                "max-age=0 ; max-age=9, immutable ; 9000 ; V REQUEST_MAX_AGE",
                "max-age=0, min-fresh=5 ; max-age=9, immutable ; 5000 ; V REQUEST_MIN_FRESH",
                "no-cache ; max-age=9, immutable ; 1 ; V REQUEST_NO_CACHE",
                "max-age=0 ; max-age=9, no-cache, immutable ; 1 ; V RESPONSE_NO_CACHE",
                "max-age=20, max-stale=9 ; max-age=9 ; 10000 ; S MAX_STALE",
                "max-age=9 ; max-age=9, stale-while-revalidate=9 ; 10000 ; V REQUEST_MAX_AGE",
                "max-age=20 ; max-age=9, stale-while-revalidate=9 ; 10000 ; V EXPIRED",

                // §5.2.1.3
                "min-fresh=5 ; max-age=9 ; 4000 ; S FRESH",
                "min-fresh=5 ; max-age=9 ; 4001 ; V REQUEST_MIN_FRESH",
                "min-fresh=x ; max-age=9 ; 0 ; V REQUEST_MIN_FRESH",
                "min-fresh=0 ; max-age=9 ; 8999 ; S FRESH",
                "min-fresh=0, max-stale ; max-age=9 ; 9000 ; V REQUEST_MIN_FRESH",

                // §5.2.1.2
                "max-stale=5 ; max-age=9 ; 9000 ; S MAX_STALE",
                "max-stale=5 ; max-age=9 ; 14000 ; S MAX_STALE",
                "max-stale=5 ; max-age=9 ; 14001 ; V EXPIRED",
                "max-stale ; max-age=9 ; 999999000 ; S MAX_STALE",
                "max-stale=x ; max-age=9 ; 9000 ; V EXPIRED",

                // §4.2.4: what forbids
                "max-stale ; max-age=9, must-revalidate ; 9000 ; V EXPIRED",
                "max-stale ; max-age=9, proxy-revalidate ; 9000 ; V EXPIRED",
                "max-stale ; s-maxage=9 ; 9000 ; V EXPIRED",
                "- ; max-age=9, must-revalidate ; 8999 ; S FRESH",
                "- ; s-maxage=9 ; 8999 ; S FRESH",

                // §5.2.1.5: says nothing about what is stored already
                "no-store ; max-age=9 ; 0 ; S FRESH",

                // §5.2.1.7
                "only-if-cached ; max-age=9 ; 0 ; S FRESH",
                "only-if-cached ; max-age=9 ; 9000 ; R ONLY_IF_CACHED",
                "only-if-cached, max-stale ; max-age=9 ; 9000 ; S MAX_STALE",
                "only-if-cached, max-age=5 ; max-age=9 ; 6000 ; R ONLY_IF_CACHED",
                "only-if-cached ; max-age=9, no-cache ; 0 ; R ONLY_IF_CACHED",
                "only-if-cached ; max-age=9, stale-while-revalidate=5 ; 9000 ; V EXPIRED",
                "only-if-cached, max-age=20 ; max-age=9, stale-while-revalidate=5 ; 9000 ; R ONLY_IF_CACHED",

                // Of the response's own directives these change nothing on a hit.
                "- ; max-age=9, public, immutable, no-transform, must-understand, foo=bar ; 0 ; S FRESH",
            })
    void aStoredResponseIsReusedOnlyIf(String request, String response, long age, String expected) {
        Asked asked = get(request == null ? "" : "Cache-Control: " + request);
        Stored stored = stored("ETag: \"a\" | Cache-Control: " + response);
        Answer answer = Reuse.decide(asked, stored, millis(age));
        assertThat(told(answer)).isEqualTo(expected);
    }

    /** Response directives; age in ms; whether stale may be served meanwhile, and if the origin fails. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "- ; max-age=9, stale-while-revalidate=5 ; 9000 ; true ; false",
                "- ; max-age=9, stale-while-revalidate=5 ; 13999 ; true ; false",
                "- ; max-age=9, stale-while-revalidate=5 ; 14000 ; false ; false",
                "max-age=20 ; max-age=9, stale-while-revalidate=5 ; 9000 ; false ; false",
                "max-age=20, max-stale=0 ; max-age=9, stale-while-revalidate=5 ; 9001 ; true ; false",
                "- ; max-age=9, stale-if-error=5 ; 13999 ; false ; true",
                "- ; max-age=9, stale-if-error=5 ; 14000 ; false ; false",
                "- ; max-age=9, stale-if-error=5, stale-while-revalidate=1 ; 9500 ; true ; true",
                "- ; max-age=9, stale-if-error=5, stale-while-revalidate=5, must-revalidate ; 9000 ; false ; false",
                "- ; max-age=9, stale-if-error=5, stale-while-revalidate=5, proxy-revalidate ; 9000 ; false ; false",
                "- ; s-maxage=9, stale-if-error=5, stale-while-revalidate=5 ; 9000 ; false ; false",
                "- ; max-age=9, stale-if-error=5, stale-while-revalidate=5, no-cache ; 9000 ; false ; false",
                "no-cache ; max-age=9, stale-if-error=5, stale-while-revalidate=5 ; 10000 ; false ; true",
                "no-cache ; max-age=9, stale-if-error=5 ; 0 ; false ; true",
                "stale-if-error=5 ; max-age=9 ; 13999 ; false ; true",
                "stale-if-error=5 ; max-age=9, must-revalidate ; 9000 ; false ; false",
                "stale-if-error=1 ; max-age=9, stale-if-error=5 ; 13000 ; false ; true",
            })
    void aValidationSaysWhetherStaleMayBeServed(
            String request, String response, long age, boolean meanwhile, boolean ifError) {
        Asked asked = get(request == null ? "" : "Cache-Control: " + request);
        Stored stored = stored("ETag: \"a\" | Cache-Control: " + response);
        Validate validate = (Validate) Reuse.decide(asked, stored, millis(age));
        assertThat(validate.staleMeanwhile()).isEqualTo(meanwhile);
        assertThat(OriginFailure.decide(asked, stored, OriginFailure.FAULT, millis(age), millis(age)) instanceof Serve)
                .isEqualTo(ifError);
        assertThat(validate.ageMillis()).isEqualTo(age);
        assertThat(validate.ttlMillis()).isEqualTo(9_000 - age);
    }

    @Test
    void whatIsServedMeanwhileIsStaleAndAHit() {
        Stored stored = stored("Cache-Control: max-age=9, stale-while-revalidate=5");
        Validate validate = (Validate) Reuse.decide(get(""), stored, millis(9_000));
        Serve serve = validate.serveMeanwhile();
        assertThat(serve).isEqualTo(new Serve(stored, 9_000, 0, Reason.STALE_WHILE_REVALIDATE));
        assertThat(serve.isStale()).isTrue();
    }

    /** §4.3.1. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "ETag: W/\"a\" ; If-None-Match: W/\"a\"",
                "Last-Modified: saturday, 21-nov-26 07:50:00 gmt ; If-Modified-Since: saturday, 21-nov-26 07:50:00 gmt",
                "ETag: \"a\" | Last-Modified: Sat, 21 Nov 2026 07:50:00 GMT ;"
                        + " If-None-Match: \"a\" | If-Modified-Since: Sat, 21 Nov 2026 07:50:00 GMT",
                "ETag: a | Last-Modified: b ; -",
            })
    void aValidationIsMadeConditionalOnTheStoredValidators(String validators, String condition) {
        Stored stored = stored("Cache-Control: max-age=9 | " + validators);
        Validate validate = (Validate) Reuse.decide(get("Cache-Control: no-cache"), stored, 0);
        assertThat(validate.stored().condition()).isEqualTo(Cases.fields(condition == null ? "" : condition));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void aStoredResponseToGetAnswersGetAndHead(String method) {
        Stored stored = stored("Cache-Control: max-age=9");
        assertThat(Reuse.decide(asked(method, ""), stored, 0)).isEqualTo(new Serve(stored, 0, 9_000, Reason.FRESH));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, METHOD_UNSAFE", "PUT, METHOD_UNSAFE", "DELETE, METHOD_UNSAFE", "PATCH, METHOD_UNSAFE",
        "get, METHOD_UNSAFE", "FROB, METHOD_UNSAFE", "CONNECT, METHOD_UNSAFE", "OPTIONS, METHOD_NOT_CACHED",
        "TRACE, METHOD_NOT_CACHED", "PROPFIND, METHOD_NOT_CACHED", "REPORT, METHOD_NOT_CACHED",
                "SEARCH, METHOD_NOT_CACHED"
    })
    void otherMethodsMustBeWrittenThrough(String method, Reason reason) {
        Answer forward = new Forward(false, reason);
        Asked asked = asked(method, "Cache-Control: only-if-cached");
        assertThat(Reuse.decide(asked, stored("Cache-Control: max-age=9"), 0)).isEqualTo(forward);
        assertThat(Reuse.decide(asked)).isEqualTo(forward);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pragma: no-cache",
                "Authorization: Basic x",
                "Range: bytes=0-1",
                "If-Match: \"b\"",
                "If-None-Match: \"b\"",
                "If-Unmodified-Since: Sat, 21 Nov 2020 07:50:00 GMT",
                "Cookie: a=b"
            })
    void aFreshResponseIsServedWhateverElseTheRequestSays(String line) {
        assertThat(told(Reuse.decide(get(line), stored("Cache-Control: max-age=9"), 0)))
                .isEqualTo("S FRESH");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "- ; true",
                "Cache-Control: no-cache ; true",
                "Cookie: a=b ; true",
                "If-None-Match: \"b\" ; true",
                "Cache-Control: no-store ; false",
                "Authorization: Basic x ; false",
                "Range: bytes=0- ; true",
                "Range: bytes=0-1 ; true",
                "Range: bytes=-1 ; true",
                "Range: bytes=0-1,4-5 ; false",
                "Range: lines=0-1 ; false",
                "Range: bytes=0- | If-Range: \"a\" ; true",
                "Range: bytes=0-1 | If-Range: \"a\" ; false",
                "Range: bytes=0-1 | If-None-Match: \"b\" ; false",
                "Range: bytes=0- | If-None-Match: \"b\" ; true",
                "If-Match: \"b\" ; false",
                "If-Unmodified-Since: Sat, 21 Nov 2020 07:50:00 GMT ; false"
            })
    void aRequestIsCollapsibleUnlessItsAnswerIsItsOwn(String line, boolean collapsible) {
        String lines = line == null ? "" : line;
        assertThat(Reuse.decide(get(lines))).isEqualTo(new Forward(collapsible, Reason.NOTHING_STORED));
        assertThat(Reuse.decide(asked("HEAD", lines))).isEqualTo(new Forward(false, Reason.NOTHING_STORED));
        Stored stale = stored("Cache-Control: max-age=0 | ETag: \"a\"");
        assertThat(((Validate) Reuse.decide(get(lines), stale, 1)).collapsible())
                .isEqualTo(collapsible);
        Stored other = stored("Accept: y", 200, "Cache-Control: max-age=9 | Vary: Accept");
        assertThat(Reuse.decide(get(lines), other, 0)).isEqualTo(new Forward(collapsible, Reason.VARIANT_NOT_STORED));
    }

    @Test
    void onlyIfCachedIsRefusedWhereNothingIsThere() {
        Asked asked = get("Cache-Control: only-if-cached");
        Answer refuse = new Refuse(504, Reason.ONLY_IF_CACHED);
        assertThat(Reuse.decide(asked)).isEqualTo(refuse);
        Stored other = stored("Accept: y", 200, "Cache-Control: max-age=9 | Vary: Accept");
        assertThat(Reuse.decide(asked, other, 0)).isEqualTo(refuse);
    }

    private static Optional<Stored> select(Asked asked, List<Stored> candidates) {
        return Precedence.select(asked, candidates, Function.identity());
    }

    @Test
    void ofSeveralThatMatchTheMostRecentByDateIsSelected() {
        Stored older = stored("Cache-Control: max-age=9 | Date: Sat, 21 Nov 2026 07:50:00 GMT");
        Stored newer = stored("Cache-Control: max-age=9 | Date: Sat, 21 Nov 2026 07:51:00 GMT");
        Stored other = stored("Accept: y", 200, "Cache-Control: max-age=9 | Vary: Accept");
        assertThat(select(get(""), List.of(older, newer, other))).containsSame(newer);
        assertThat(select(get(""), List.of(other, newer, older))).containsSame(newer);
        assertThat(select(get("Accept: y"), List.of(newer, other, older))).containsSame(other);
        Stored asOld = stored("Cache-Control: max-age=9 | Date: Sat, 21 Nov 2026 07:50:00 GMT");
        assertThat(select(get(""), List.of(older, asOld))).containsSame(asOld);
        Stored early = stored(
                "Accept: y", 200, "Cache-Control: max-age=9 | Vary: Accept | Date: Sat, 21 Nov 2026 07:00:00 GMT");
        assertThat(select(get("Accept: y"), List.of(newer, early))).containsSame(early);
        assertThat(select(get("Accept: y"), List.of(early, newer))).containsSame(early);
        assertThat(select(get("Accept: z"), List.of(early, newer))).containsSame(newer);
        assertThat(select(get(""), List.of(other))).isEmpty();
        assertThat(select(get(""), List.of())).isEmpty();
        // Of an origin whose clock is ahead, what came last is the most recent.
        Stored ahead = stored("Cache-Control: max-age=9 | Date: Sun, 21 Nov 2027 07:50:00 GMT");
        Stored lessAhead = stored("Cache-Control: max-age=9 | Date: Sat, 21 Nov 2026 23:00:00 GMT");
        assertThat(select(get(""), List.of(ahead, lessAhead))).containsSame(lessAhead);
        assertThat(select(get(""), List.of(ahead, older))).containsSame(ahead);
    }

    @Test
    void whoWaitedForSomebodyElsesResponseAsksTheSameQuestion() {
        Fields response = Fields.of("Cache-Control", "max-age=1", "Vary", "Accept");
        Stored came = ((Storability.Store)
                        Storability.decide(get("Accept: x"), 200, response, Cases.AT_ONCE, Terms.DEFAULT))
                .stored();
        assertThat(told(Reuse.decide(get("Accept: x"), came, 0))).isEqualTo("S FRESH");
        assertThat(told(Reuse.decide(get("Accept: y"), came, 0))).isEqualTo("F VARIANT_NOT_STORED");
        assertThat(told(Reuse.decide(get("Accept: x"), came, seconds(1)))).isEqualTo("V EXPIRED");
    }
}
