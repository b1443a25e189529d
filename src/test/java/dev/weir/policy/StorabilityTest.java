package dev.weir.policy;

import static dev.weir.policy.Cases.AT_ONCE;
import static dev.weir.policy.Cases.asked;
import static dev.weir.policy.Cases.fields;
import static dev.weir.policy.Cases.stored;
import static dev.weir.policy.Cases.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.policy.Storability.Pass;
import dev.weir.policy.Storability.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111 §3. */
class StorabilityTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                // request ; status ; response ; why
                "- ; 200 ; Cache-Control: max-age=9 ; MAX_AGE",
                "- ; 200 ; Cache-Control: s-maxage=9 ; SHARED_MAX_AGE",
                "- ; 200 ; Expires: Sat, 21 Nov 2026 08:01:00 GMT ; EXPIRES",
                "- ; 200 ; ETag: \"a\" ; NO_LIFETIME",
                "- ; 404 ; ETag: \"a\" ; NO_LIFETIME",

                // "the response status code is final"
                "- ; 103 ; Cache-Control: max-age=9 ; STATUS_NOT_FINAL",
                "- ; 199 ; Cache-Control: max-age=9 ; STATUS_NOT_FINAL",
                "- ; 600 ; Cache-Control: max-age=9 ; STATUS_NOT_FINAL",
                "- ; 599 ; Cache-Control: max-age=9 ; MAX_AGE",

                // "206, 304, must-understand: the cache understands the status"
                "- ; 206 ; Cache-Control: max-age=9 ; PARTIAL_CONTENT",
                "- ; 304 ; Cache-Control: max-age=9 ; NOT_MODIFIED",
                "- ; 299 ; Cache-Control: max-age=9 ; MAX_AGE",
                "- ; 299 ; Cache-Control: max-age=9, must-understand ; STATUS_NOT_UNDERSTOOD",
                "- ; 299 ; Cache-Control: max-age=9, must-understand, no-store ; STATUS_NOT_UNDERSTOOD",
                "- ; 200 ; Cache-Control: max-age=9, must-understand, no-store ; MAX_AGE",
                "- ; 302 ; Cache-Control: max-age=9, must-understand ; MAX_AGE",
                "- ; 503 ; Cache-Control: max-age=9, must-understand ; MAX_AGE",

                // no-store
                "- ; 200 ; Cache-Control: max-age=9, no-store ; RESPONSE_NO_STORE",
                "- ; 200 ; Cache-Control: max-age=9 | Cache-Control: NO-STORE=x ; RESPONSE_NO_STORE",
                "Cache-Control: no-store ; 200 ; Cache-Control: max-age=9 ; REQUEST_NO_STORE",
                "Cache-Control: no-cache ; 200 ; Cache-Control: max-age=9 ; MAX_AGE",

                // private
                "- ; 200 ; Cache-Control: max-age=9, private ; PRIVATE",
                "- ; 200 ; Cache-Control: s-maxage=9, private ; PRIVATE",
                "- ; 200 ; Cache-Control: max-age=9, private=\"\" ; PRIVATE",
                "- ; 200 ; Cache-Control: max-age=9, private=\"x\" ; MAX_AGE",
                "- ; 200 ; Cache-Control: max-age=9, private=\"x ; PRIVATE",
                "- ; 200 ; Cache-Control: max-age=9, private=\"x, vary\" ; PRIVATE",
                "- ; 200 ; Cache-Control: max-age=9, private=\"Expires\" ; PRIVATE",
                "- ; 200 ; Cache-Control: max-age=9, private=\"cdn-cache-control\" ; PRIVATE",

                // RFC 6585 §3 to §6; RFC 9110 §15.5.8
                "- ; 428 ; Cache-Control: max-age=9 ; STATUS_NOT_STORED",
                "- ; 429 ; Cache-Control: max-age=9 ; STATUS_NOT_STORED",
                "- ; 431 ; Cache-Control: max-age=9 ; STATUS_NOT_STORED",
                "- ; 511 ; Cache-Control: max-age=9 ; STATUS_NOT_STORED",
                "- ; 407 ; Cache-Control: max-age=9 ; STATUS_NOT_STORED",
                "- ; 430 ; Cache-Control: max-age=9 ; MAX_AGE",

                // §3.5
                "Authorization: Basic x ; 200 ; Cache-Control: max-age=9 ; AUTHORIZATION",
                "Authorization: Basic x ; 200 ; ETag: \"a\" ; AUTHORIZATION",
                "Authorization: Basic x ; 200 ; Cache-Control: max-age=9, proxy-revalidate ; AUTHORIZATION",
                "Authorization: Basic x ; 200 ; Cache-Control: max-age=9, must-revalidate ; MAX_AGE",
                "Authorization: Basic x ; 200 ; Cache-Control: max-age=9, public ; MAX_AGE",
                "Authorization: Basic x ; 200 ; Cache-Control: s-maxage=9 ; SHARED_MAX_AGE",
                "Proxy-Authorization: Basic x ; 200 ; Cache-Control: max-age=9 ; MAX_AGE",

                // "the response contains at least one of"
                "- ; 302 ; ETag: \"a\" ; NOT_CACHEABLE",
                "- ; 500 ; ETag: \"a\" ; NOT_CACHEABLE",
                "- ; 302 ; ETag: \"a\" | Cache-Control: public ; NO_LIFETIME",
                "- ; 302 ; ETag: \"a\" | Expires: 0 ; EXPIRES",
                "- ; 302 ; ETag: \"a\" | Cache-Control: max-age=0 ; MAX_AGE",
                "- ; 302 ; ETag: \"a\" | Cache-Control: s-maxage=0 ; SHARED_MAX_AGE",
                "- ; 302 ; ETag: \"a\" | Cache-Control: must-revalidate ; NOT_CACHEABLE",

                // §4.1
                "- ; 200 ; Cache-Control: max-age=9 | Vary: * ; VARY_ANY",
                "- ; 200 ; Cache-Control: max-age=9 | Vary: Accept | Vary: * ; VARY_ANY",
                "- ; 200 ; Cache-Control: max-age=9 | Vary: a b ; VARY_ANY",
                "- ; 200 ; Cache-Control: max-age=9 | Vary: Accept ; MAX_AGE",

                // A cookie is for one, unless the origin says otherwise.
                "- ; 200 ; Cache-Control: max-age=9 | Set-Cookie: a=b ; SET_COOKIE",
                "- ; 200 ; Cache-Control: max-age=9, must-revalidate | Set-Cookie: a=b ; SET_COOKIE",
                "- ; 200 ; Cache-Control: max-age=9, public | Set-Cookie: a=b ; SET_COOKIE",
                "- ; 200 ; Cache-Control: s-maxage=9 | Set-Cookie: a=b ; SET_COOKIE",
                "- ; 200 ; Cache-Control: max-age=9, private=\"set-cookie\" | Set-Cookie: a=b ; MAX_AGE",
                "- ; 200 ; Cache-Control: max-age=9, no-cache=\"Set-Cookie\" | Set-Cookie: a=b ; MAX_AGE",
                "Cookie: a=b ; 200 ; Cache-Control: max-age=9 ; MAX_AGE",

                // What could never be served is not worth storing.
                "- ; 200 ; X: y ; USELESS",
                "- ; 200 ; Cache-Control: max-age=0 ; USELESS",
                "- ; 200 ; Cache-Control: max-age=x ; USELESS",
                "- ; 200 ; Cache-Control: max-age=9 | Age: 9 ; USELESS",
                "- ; 200 ; Cache-Control: max-age=9 | Age: 9, 1 ; USELESS",
                "- ; 200 ; Cache-Control: max-age=9 | Age: x ; MAX_AGE",
                "- ; 200 ; Cache-Control: max-age=9 | Age: 8 ; MAX_AGE",
                "- ; 200 ; Cache-Control: max-age=9, no-cache ; USELESS",
                "- ; 200 ; Cache-Control: max-age=9, no-cache, stale-if-error=9 ; USELESS",
                "- ; 200 ; Cache-Control: max-age=9, no-cache | ETag: \"a\" ; MAX_AGE",
                "- ; 200 ; Cache-Control: max-age=0 | ETag: \"a\" ; MAX_AGE",
                "- ; 200 ; Cache-Control: max-age=0 | ETag: a ; USELESS",
                "- ; 200 ; Cache-Control: max-age=0 | Last-Modified: Sat, 21 Nov 2026 07:50:00 GMT ; MAX_AGE",
                "- ; 200 ; Cache-Control: max-age=0 | Last-Modified: then ; USELESS",
                "- ; 200 ; Cache-Control: max-age=0, stale-while-revalidate=9 ; MAX_AGE",
                "- ; 200 ; Cache-Control: max-age=0, stale-if-error=9 ; MAX_AGE",
                "- ; 200 ; Cache-Control: max-age=0, stale-if-error=9, must-revalidate ; USELESS",
                "- ; 200 ; Cache-Control: max-age=2, stale-if-error=7 | Age: 9 ; USELESS",
            })
    void aResponseIsStoredOnlyIf(String request, int status, String response, Reason why) {
        Storability.Verdict verdict = verdict(request == null ? "" : request, status, response);
        assertThat(verdict.reason()).isEqualTo(why);
        assertThat(verdict instanceof Store).isEqualTo(why.word() == Reason.Word.STORED);
        assertThat(verdict instanceof Pass).isNotEqualTo(why.word() == Reason.Word.STORED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "POST", "PUT", "DELETE", "OPTIONS", "get", "QUERY"})
    void onlyWhatAnswersGetIsStored(String method) {
        assertThat(Storability.decide(
                        asked(method, ""), 200, fields("Cache-Control: max-age=9"), AT_ONCE, Terms.DEFAULT))
                .isEqualTo(new Pass(Reason.METHOD_NOT_STORED));
    }

    /** §3.1. */
    @Test
    void allFieldsAreStoredButThoseThatGoNoFurther() {
        Stored stored = stored("Cache-Control: max-age=9, private=\"P1, p2\", no-cache=\"n1\" | P1: x | P2: x | N1: x"
                + " | X-Unknown: y | X-Unknown: z | Connection: close, X-Hop | X-Hop: x | Keep-Alive: x"
                + " | Transfer-Encoding: chunked | TE: x | Upgrade: x | Proxy-Connection: x | Proxy-Authenticate: x"
                + " | Proxy-Authentication-Info: x | Proxy-Authorization: x | Age: 3"
                + " | Date: Sat, 21 Nov 2026 07:59:00 GMT | Content-Length: 5");
        assertThat(stored.fields().copy())
                .isEqualTo(Fields.of(
                        "Cache-Control",
                        "max-age=9, private=\"P1, p2\", no-cache=\"n1\"",
                        "X-Unknown",
                        "y",
                        "X-Unknown",
                        "z",
                        "Content-Length",
                        "5",
                        "Date",
                        "Sat, 21 Nov 2026 07:59:00 GMT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection: vary, cache-control, expires", "Y: z"})
    void whatGovernsReuseIsStoredWhoeverWouldHaveItDropped(String line) {
        String lines =
                "Cache-Control: max-age=9, no-cache=\"vary, cache-control\" | Vary: Accept | Expires: 0 | ETag: \"a\"";
        Stored stored = stored("Accept: x", 200, lines + " | " + line);
        assertThat(stored.selection().matches(fields("Accept: y"), Variation.STANDARD))
                .isFalse();
        assertThat(stored.fields().contains("Cache-Control")).isTrue();
        assertThat(stored.fields().contains("Expires")).isTrue();
        // What may not be used again without validation, and cannot be left out either, is validated with the rest.
        assertThat(stored.noCache()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: y", "Date: tomorrow", "Date: Sat, 21 Nov 2026 08:00:00 UTC"})
    void aResponseWithoutADateGetsTheTimeOfItsReception(String lines) {
        Stored stored = stored("Cache-Control: max-age=9 | " + lines);
        assertThat(stored.fields().all("Date")).containsExactly("Sat, 21 Nov 2026 08:00:00 GMT");
        assertThat(stored.date()).isEqualTo(Cases.WALL.getEpochSecond());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "max-age=5 ; 5 ; 0 ; 0",
                "max-age=5, stale-while-revalidate=7 ; 12 ; 7 ; 0",
                "max-age=5, stale-if-error=7 ; 12 ; 0 ; 7",
                "max-age=5, stale-if-error=7, stale-while-revalidate=9 ; 14 ; 9 ; 7",
                "max-age=5, stale-if-error=7, stale-while-revalidate=9, must-revalidate ; 5 ; 0 ; 0",
                "max-age=5, stale-if-error=7, stale-while-revalidate=9, proxy-revalidate ; 5 ; 0 ; 0",
                "s-maxage=5, stale-if-error=7, stale-while-revalidate=9 ; 5 ; 0 ; 0",
                "max-age=5, stale-if-error=7, stale-while-revalidate=9, no-cache ; 0 ; 0 ; 0",
            })
    void itIsServableWhileFreshAndInItsStaleWindows(String control, long servable, long revalidate, long error) {
        Stored stored = stored("ETag: \"a\" | Age: 0 | Cache-Control: " + control);
        assertThat(stored.servableMillis()).isEqualTo(servable * 1_000);
        assertThat(stored.staleWhileRevalidateMillis()).isEqualTo(revalidate * 1_000);
        assertThat(stored.staleIfErrorMillis()).isEqualTo(error * 1_000);
        Stored older = stored("ETag: \"a\" | Age: 2 | Cache-Control: " + control);
        assertThat(older.servableMillis()).isEqualTo(Math.max(servable - 2, 0) * 1_000);
    }

    @Test
    void whatIsKnownOfAStoredResponseIsThereToBeRead() {
        Stored stored = stored(
                "Accept: x",
                203,
                "Cache-Control: max-age=9 | Vary: Accept | ETag: W/\"a\" | Last-Modified:"
                        + " Sat, 21 Nov 2026 07:50:00 GMT");
        assertThat(stored.status()).isEqualTo(203);
        assertThat(stored.lifetimeMillis()).isEqualTo(9_000);
        assertThat(stored.vary().names()).containsExactly("accept");
        assertThat(stored.selection().values()).containsExactly("x");
        assertThat(stored.responseTicks()).isEqualTo(AT_ONCE.responseTicks());
        assertThat(stored.responseTimeMillis()).isEqualTo(AT_ONCE.responseTime().toEpochMilli());
        assertThat(stored.entityTag()).hasToString("Optional[W/\"a\"]");
        assertThat(stored.lastModified()).isEqualTo(Cases.WALL.getEpochSecond() - 600);
        assertThat(stored.hasValidator()).isTrue();
        assertThat(stored("Cache-Control: max-age=9").hasValidator()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "200 ; Content-Location: /a | Cache-Control: max-age=9 ; max-age",
                "200 ; Content-Location: http://example.com/a | Cache-Control: s-maxage=9 ; s-maxage",
                "200 ; Content-Location: a | Expires: Sat, 21 Nov 2026 09:00:00 GMT ; expires",
                "200 ; Content-Location: a | CDN-Cache-Control: max-age=9 ; max-age",
                "200 ; Cache-Control: max-age=9 ; method-not-stored",
                "200 ; Content-Location: /b | Cache-Control: max-age=9 ; method-not-stored",
                "200 ; Content-Location: /a?b | Cache-Control: max-age=9 ; method-not-stored",
                "200 ; Content-Location: http://other.example/a | Cache-Control: max-age=9 ; method-not-stored",
                "200 ; Content-Location: /a | Last-Modified: Sat, 14 Nov 2026 08:00:00 GMT ; method-not-stored",
                "200 ; Content-Location: /a | Cache-Control: public | ETag: \"a\" ; method-not-stored",
                "201 ; Content-Location: /a | Cache-Control: max-age=9 ; method-not-stored",
                "200 ; Content-Location: /a | Cache-Control: max-age=9, private ; private",
            })
    void aResponseToPostIsStoredWhereItIsWhatAGetWouldGet(int status, String response, String reason) {
        assertThat(Storability.decide(asked("POST", ""), status, fields(response), AT_ONCE, Terms.DEFAULT)
                        .reason()
                        .detail())
                .isEqualTo(reason);
    }
}
