package dev.weir.policy;

import static dev.weir.policy.Cases.WALL;
import static dev.weir.policy.Cases.asked;
import static dev.weir.policy.Cases.fields;
import static dev.weir.policy.Cases.get;
import static dev.weir.policy.Cases.seconds;
import static dev.weir.policy.Cases.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Storability.Leave;
import dev.weir.policy.Storability.Pass;
import dev.weir.policy.Storability.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9111 §3.2, §4.3.4, §4.3.5. */
class FresheningTest {

    private static final Received LATER = new Received(seconds(20), seconds(20), WALL.plusSeconds(20));
    private static final String T1 = "Sat, 21 Nov 2026 07:50:00 GMT";
    private static final String T2 = "Sat, 21 Nov 2026 07:51:00 GMT";

    private static Stored freshened(Stored stored, String notModified) {
        return ((Store) Freshening.freshen(get(""), stored, fields(notModified), LATER)).stored();
    }

    @Test
    void a304MustUpdateEachFieldItHasAndLeavesTheRest() {
        Stored stored = stored(
                "",
                203,
                "ETag: \"a\" | Cache-Control: max-age=9 | A: 1 | B: 1 | B: 2 | C: 1"
                        + " | Content-Length: 5 | Content-Encoding: gzip | Content-Type: text/plain | Age: 3");
        Stored fresh = freshened(
                stored,
                "ETag: \"a\" | Cache-Control: max-age=30 | b: 3 | D: 4 | Content-Length: 0 | Content-Encoding: br"
                        + " | Content-Type: text/html | Content-Range: bytes 0-1/2 | Connection: X-Hop | X-Hop: 1 | Age: 2"
                        + " | Transfer-Encoding: chunked | Proxy-Authenticate: x"
                        + " | Date: Sat, 21 Nov 2026 08:00:19 GMT");
        assertThat(fresh.fields().copy())
                .isEqualTo(fields("A: 1 | C: 1 | Content-Length: 5 | Content-Encoding: gzip | ETag: \"a\""
                        + " | Cache-Control: max-age=30 | b: 3 | D: 4 | Content-Type: text/html"
                        + " | Date: Sat, 21 Nov 2026 08:00:19 GMT"));
        assertThat(fresh.status()).isEqualTo(203);
        assertThat(fresh.lifetimeMillis()).isEqualTo(30_000);
        assertThat(fresh.ageMillis(seconds(21))).isEqualTo(3_000);
        assertThat(fresh.responseTicks()).isEqualTo(LATER.responseTicks());
    }

    @Test
    void theDigestOfTheContentStaysWithIt() {
        Stored stored =
                stored("ETag: \"a\" | Cache-Control: max-age=9 | Content-MD5: a | Content-Digest: sha-256=:YQ==:");
        Stored fresh = freshened(
                stored,
                "ETag: \"a\" | Cache-Control: max-age=9 | Content-MD5: b | Content-Digest: sha-256=:Yg==:"
                        + " | Repr-Digest: sha-256=:Yw==:");
        assertThat(fresh.fields().get("Content-MD5")).hasValue("a");
        assertThat(fresh.fields().get("Content-Digest")).hasValue("sha-256=:YQ==:");
        assertThat(fresh.fields().get("Repr-Digest")).hasValue("sha-256=:Yw==:");
    }

    @Test
    void a304WithoutAgeBeginsANewLife() {
        Stored fresh = freshened(stored("ETag: \"a\" | Cache-Control: max-age=9 | Age: 8"), "ETag: \"a\"");
        assertThat(fresh.ageMillis(seconds(20))).isZero();
        assertThat(fresh.lifetimeMillis()).isEqualTo(9_000);
    }

    @Test
    void a304WithoutADateIsOfTheTimeAtWhichItCame() {
        Stored stored = stored("ETag: \"a\" | Expires: Sat, 21 Nov 2026 08:00:30 GMT | Date: " + T1);
        Stored fresh = freshened(stored, "ETag: \"a\"");
        assertThat(fresh.fields().all("Date")).containsExactly("Sat, 21 Nov 2026 08:00:20 GMT");
        assertThat(fresh.lifetimeMillis()).isEqualTo(10_000);
    }

    @Test
    void whatA304SaysCanForbidToKeepIt() {
        Stored stored = stored("ETag: \"a\" | Cache-Control: max-age=9");
        assertThat(Freshening.freshen(get(""), stored, fields("ETag: \"a\" | Cache-Control: no-store"), LATER))
                .isEqualTo(new Pass(Reason.RESPONSE_NO_STORE));
    }

    @ParameterizedTest
    @CsvSource({"Cache-Control: no-store, REQUEST_NO_STORE", "Authorization: Basic x, AUTHORIZATION"})
    void aValidationWhoseAnswerMayNotBeStoredLeavesWhatIsStored(String request, Reason reason) {
        Stored stored = stored("ETag: \"a\" | Cache-Control: max-age=9");
        assertThat(Freshening.freshen(get(request), stored, fields("ETag: \"a\""), LATER))
                .isEqualTo(new Leave(reason));
        assertThat(Freshening.freshenByHead(asked("HEAD", request), stored, 5, fields("ETag: \"a\""), LATER))
                .isEqualTo(new Leave(reason));
    }

    @Test
    void whatA304ForbidsItForbidsWhoeverAsked() {
        Stored stored = stored("ETag: \"a\" | Cache-Control: max-age=9");
        assertThat(Freshening.freshen(
                        get("Cache-Control: no-store"), stored, fields("ETag: \"a\" | Cache-Control: private"), LATER))
                .isEqualTo(new Pass(Reason.PRIVATE));
    }

    @Test
    void anUpdatedVarySelectsByTheRequestThatValidated() {
        Stored stored = stored("ETag: \"a\" | Cache-Control: max-age=9");
        Store store = (Store) Freshening.freshen(get("Accept: x"), stored, fields("ETag: \"a\" | Vary: Accept"), LATER);
        assertThat(store.stored().selection().matches(fields("Accept: x"), Variation.STANDARD))
                .isTrue();
        assertThat(store.stored().selection().matches(fields("Accept: y"), Variation.STANDARD))
                .isFalse();
    }

    /** Validators of the 304; those of the stored response; whether it is freshened. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "ETag: \"a\" ; ETag: \"a\" ; true",
                "ETag: \"a\" ; ETag: \"b\" ; false",
                "ETag: \"a\" ; ETag: W/\"a\" ; false",
                "ETag: \"a\" ; - ; false",
                "ETag: W/\"a\" ; ETag: W/\"a\" ; true",
                "ETag: W/\"a\" ; ETag: \"a\" ; true",
                "ETag: W/\"a\" ; ETag: W/\"b\" ; false",
                "ETag: \"a\" | Last-Modified: " + T2 + " ; ETag: \"a\" | Last-Modified: " + T1 + " ; true",
                "ETag: \"a\" | Last-Modified: " + T1 + " ; ETag: \"b\" | Last-Modified: " + T1 + " ; false",
                "Last-Modified: " + T1 + " ; Last-Modified: " + T1 + " ; true",
                "Last-Modified: " + T2 + " ; Last-Modified: " + T1 + " ; false",
                "Last-Modified: " + T1 + " ; ETag: \"a\" ; false",
                "- ; ETag: \"a\" ; true",
                "- ; - ; true",
                "ETag: nonsense ; ETag: \"a\" ; true",
            })
    void a304FreshensTheResponseWhoseValidatorItHas(String notModified, String validators, boolean expected) {
        Stored stored = stored("Cache-Control: max-age=9" + (validators == null ? "" : " | " + validators));
        Storability.Verdict verdict =
                Freshening.freshen(get(""), stored, fields(notModified == null ? "" : notModified), LATER);
        assertThat(verdict instanceof Store).isEqualTo(expected);
        if (!expected) {
            assertThat(verdict).isEqualTo(new Leave(Reason.NOT_SELECTED));
        }
    }

    /** What the request accepts; a 304's fields; another stored response for the same URI; whether it is freshened as well. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "a/b ; ETag: \"1\" ; ETag: \"1\" ; true",
                "a/b ; ETag: \"1\" | Vary: Accept ; ETag: \"1\" ; true",
                "a/b ; ETag: \"1\" | Vary: Accept, Foo ; ETag: \"1\" ; false",
                "a/b ; ETag: \"1\" ; ETag: \"2\" ; false",
                "a/b ; ETag: \"1\" ; ETag: W/\"1\" ; false",
                "a/b ; ETag: W/\"1\" ; ETag: W/\"1\" ; false",
                "a/b ; Last-Modified: " + T1 + " ; Last-Modified: " + T1 + " ; false",
                "a/b ; - ; - ; false",
                "c/d ; ETag: \"1\" ; ETag: \"1\" ; false",
                "c/d ; ETag: \"1\" | Vary: Accept ; ETag: \"1\" ; false",
            })
    void a304FreshensAnotherThatTheRequestSelectsAndThatHasItsStrongValidator(
            String accept, String notModified, String validators, boolean expected) {
        String theirs = "Cache-Control: max-age=9 | Vary: Accept" + (validators == null ? "" : " | " + validators);
        Stored other = stored("Accept: a/b", 200, theirs);
        Storability.Verdict verdict = Freshening.freshenOther(
                get("Accept: " + accept), other, fields(notModified == null ? "" : notModified), LATER);
        assertThat(verdict instanceof Store).isEqualTo(expected);
        if (verdict instanceof Store store) {
            assertThat(store.stored().selection()).isEqualTo(other.selection());
            assertThat(store.stored().responseTicks()).isEqualTo(LATER.responseTicks());
        } else {
            assertThat(verdict).isEqualTo(new Leave(Reason.NOT_SELECTED));
        }
    }

    @Test
    void whatIsForAnotherUriGoesOnBeingForThat() {
        String search = "ETag: \"1\" | Cache-Control: max-age=9 | No-Vary-Search: params";
        Asked asked = new Asked("GET", Cases.TARGET + "?a", fields(""));
        Store store = (Store) Freshening.freshenOther(asked, stored(search), fields("ETag: \"1\""), LATER);
        assertThat(store.stored().target()).isEqualTo(Cases.TARGET);
    }

    /** Fields of the HEAD's response; of the stored one, which has five bytes of content; whether it is updated. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "X: 2 ; ETag: \"a\" ; true",
                "ETag: \"a\" ; ETag: \"a\" ; true",
                "ETag: \"a\" ; ETag: \"b\" ; false",
                "ETag: \"a\" ; X: 1 ; false",
                "Last-Modified: " + T1 + " ; Last-Modified: " + T1 + " ; true",
                "Last-Modified: " + T2 + " ; Last-Modified: " + T1 + " ; false",
                "ETag: \"a\" | Last-Modified: " + T2 + " ; ETag: \"a\" | Last-Modified: " + T1 + " ; false",
                "Content-Length: 5 ; Content-Length: 5 ; true",
                "Content-Length: 6 ; Content-Length: 5 ; false",
                "ETag: \"a\" | Content-Length: 6 ; ETag: \"a\" | Content-Length: 5 ; false",
                // It came in chunks.
                "Content-Length: 5 ; X: 1 ; true",
                "Content-Length: 6 ; X: 1 ; false",
                "ETag: \"a\" | Content-Length: 6 ; ETag: \"a\" ; false",
            })
    void aHeadUpdatesWhatHasTheSameValidatorsAndLength(String head, String response, boolean expected) {
        Stored stored = stored("Cache-Control: max-age=9 | X: 1 | " + response);
        Storability.Verdict verdict = Freshening.freshenByHead(asked("HEAD", ""), stored, 5, fields(head), LATER);
        if (expected) {
            Stored updated = ((Store) verdict).stored();
            assertThat(updated.ageMillis(seconds(20))).isZero();
            assertThat(updated.fields().get("X", "")).isEqualTo(head.startsWith("X") ? "2" : "1");
        } else {
            assertThat(verdict).isEqualTo(new Pass(Reason.HEAD_DIFFERS));
        }
    }
}
