package dev.weir.policy;

import static dev.weir.policy.Cases.AT_ONCE;
import static dev.weir.policy.Cases.WALL;
import static dev.weir.policy.Cases.asked;
import static dev.weir.policy.Cases.fields;
import static dev.weir.policy.Cases.get;
import static dev.weir.policy.Cases.seconds;
import static dev.weir.policy.Cases.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.ContentRange;
import dev.weir.fields.Fields;
import dev.weir.policy.Storability.Store;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 §13.1.5, §14.2, §15.3.7, §15.5.17; RFC 9111 §3.3, §3.4. */
class PartialContentTest {

    private static final String MODIFIED = "Last-Modified: Sat, 21 Nov 2026 07:50:00 GMT";
    private static final String DATE = "Date: Sat, 21 Nov 2026 07:51:00 GMT";
    private static final String BRIEFLY = "Date: Sat, 21 Nov 2026 07:50:59 GMT";

    /** Fifteen that are not there. */
    private static final String MANY = "90-,91-,92-,93-,94-,95-,96-,97-,98-,99-,80-,81-,82-,83-,84-,";

    private static String part(Asked asked, Stored stored) {
        return PartialContent.decide(asked, stored, 10)
                .map(spans -> spans.stream()
                        .map(span -> span.first() + "-" + span.last())
                        .collect(Collectors.joining(",", "[", "]")))
                .orElse("whole");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "X: y ; X: y ; whole",
                "Range: bytes=0-1 ; X: y ; [0-1]",
                "Range: bytes=4- ; X: y ; [4-9]",
                "Range: bytes=-3 ; X: y ; [7-9]",
                "Range: bytes=8-20 ; X: y ; [8-9]",
                "Range: bytes=10- ; X: y ; []",
                // Several: in the order asked for, those that are not there left out
                "Range: bytes=0-1, 4-5 ; X: y ; [0-1,4-5]",
                "Range: bytes=8-, 0-1,-12 ; X: y ; whole",
                "Range: bytes=8-, 0-1 ; X: y ; [8-9,0-1]",
                "Range: bytes=0-1,2-3 ; X: y ; [0-1,2-3]",
                "Range: bytes=0-1, 20-30 ; X: y ; [0-1]",
                "Range: bytes=10-11, 20- ; X: y ; []",
                // Ignored: overlapping, too many
                "Range: bytes=0-4, 4-5 ; X: y ; whole",
                "Range: bytes=4-5, 0-9 ; X: y ; whole",
                "Range: bytes=0-0, 0-0 ; X: y ; whole",
                "Range: bytes=" + MANY + "0-0 ; X: y ; [0-0]",
                "Range: bytes=" + MANY + "0-0,1-1 ; X: y ; whole",
                // Ignored: malformed, of another unit, on two lines
                "Range: bytes=2-1 ; X: y ; whole",
                "Range: lines=0-1 ; X: y ; whole",
                "Range: bytes=0-1, x ; X: y ; whole",
                "Range: bytes=0-1 | Range: 4-5 ; X: y ; whole",
                // If-Range, compared strongly
                "Range: bytes=0-1 | If-Range: \"a\" ; ETag: \"a\" ; [0-1]",
                "Range: bytes=0-1 | If-Range: \"b\" ; ETag: \"a\" ; whole",
                "Range: bytes=0-1 | If-Range: W/\"a\" ; ETag: W/\"a\" ; whole",
                "Range: bytes=0-1 | If-Range: \"a\" ; X: y ; whole",
                "Range: bytes=0-1 | If-Range: a ; ETag: a ; whole",
                // If-Range with a date: the same, and strong
                "Range: bytes=0-1 | If-Range: Sat, 21 Nov 2026 07:50:00 GMT ; " + MODIFIED + " | " + DATE + " ; [0-1]",
                "Range: bytes=0-1 | If-Range: Sat, 21 Nov 2026 07:50:01 GMT ; " + MODIFIED + " | " + DATE + " ; whole",
                "Range: bytes=0-1 | If-Range: Sat, 21 Nov 2026 07:50:00 GMT ; " + MODIFIED + " | " + BRIEFLY
                        + " ; whole",
                "Range: bytes=0-1 | If-Range: ; X: y ; whole",
                "If-Range: \"a\" ; ETag: \"a\" ; whole",
            })
    void aRequestForAPartGetsIt(String request, String response, String expected) {
        assertThat(part(get(request), stored("Cache-Control: max-age=9 | " + response)))
                .isEqualTo(expected);
    }

    @Test
    void onlyAGetOfWhatIsA200IsForAPart() {
        Stored found = stored("Cache-Control: max-age=9");
        assertThat(part(asked("HEAD", "Range: bytes=0-1"), found)).isEqualTo("whole");
        Stored missing = stored("", 404, "Cache-Control: max-age=9");
        assertThat(part(get("Range: bytes=0-1"), missing)).isEqualTo("whole");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '!',
            value = {
                "Range: bytes=2-5 ; bytes=2-5",
                "Range: BYTES=02-5 ; bytes=2-5",
                "Range: bytes=2- ; bytes=2-",
                "Range: bytes=-5 ; bytes=-5",
                "Range: bytes=0-0 ; bytes=0-0",
                // the whole
                "X: y ; whole",
                "Range: bytes=0- ; whole",
                // what only one can use
                "Range: bytes=2-5 | If-Range: \"a\" ; whole",
                "Range: bytes=2-5 | If-None-Match: \"a\" ; whole",
                "Range: bytes=2-5 | If-Modified-Since: Sat, 21 Nov 2020 07:50:00 GMT ; whole",
                "Range: bytes=2-5,7-8 ; whole",
                "Range: lines=2-5 ; whole",
                "Range: bytes=5-2 ; whole",
            })
    void aPartThatOthersCanUseIsFetchedAsTheyWouldSpellIt(String request, String expected) {
        assertThat(PartialContent.wanted(get(request)).orElse("whole")).isEqualTo(expected);
        assertThat(PartialContent.wanted(asked("HEAD", request))).isEmpty();
    }

    @Test
    void whoWaitedForAPartWantsWhatCameOfIt() {
        Asked waited = get("A: 1 | Range: bytes=2-8");
        Asked came = PartialContent.forWhatCame(waited, new ContentRange(2, 5, 10));
        assertThat(came.fields()).hasToString("A: 1\nRange: bytes=2-5\n");
        assertThat(came.method()).isEqualTo("GET");
        assertThat(came.target()).isEqualTo(waited.target());
    }

    @Test
    void whatIsCutHasNeitherTheLengthNorTheDigestOfTheWhole() {
        assertThat(PartialContent.cut(
                        fields("A: 1 | Content-Length: 10 | Content-Digest: x | Content-MD5: x | Repr-Digest: x")))
                .hasToString("A: 1\nRepr-Digest: x\n");
    }

    /** Ours, while the origin's goes on. */
    @Test
    void aClockThatStepsBackMakesNothingOlder() {
        Stored there = stored("Cache-Control: max-age=9 | Date: Sat, 21 Nov 2026 08:00:00 GMT");
        Received later = new Received(seconds(10), seconds(10), WALL.minusSeconds(3_600));
        assertThat(Precedence.isOlder(fields("Date: Sat, 21 Nov 2026 08:00:10 GMT"), later, there))
                .isFalse();
    }

    /** Date of what is stored, which came at 08:00:00; of what comes at 08:00:10; whether that is older. */
    @ParameterizedTest
    @CsvSource({
        "07:59:00, 07:58:59, true",
        "07:59:00, 07:59:00, false",
        "07:59:00, 07:59:01, false",
        // A clock that is ahead: nothing is later than when it came.
        "09:00:00, 07:59:59, true",
        "09:00:00, 08:00:00, false",
        "09:00:00, 08:00:10, false",
        "09:00:00, 08:30:00, false",
        "08:00:05, 08:00:04, false",
    })
    void whatIsOlderByItsDate(String stored, String coming, boolean older) {
        Stored there = stored("Cache-Control: max-age=9 | Date: Sat, 21 Nov 2026 " + stored + " GMT");
        Received later = new Received(seconds(10), seconds(10), WALL.plusSeconds(10));
        assertThat(Precedence.isOlder(fields("Date: Sat, 21 Nov 2026 " + coming + " GMT"), later, there))
                .isEqualTo(older);
        assertThat(Precedence.isOlder(fields("Date: yesterday"), later, there)).isFalse();
        assertThat(Precedence.isOlder(fields("A: 1"), later, there)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "200, true",
        "301, true",
        "308, true",
        "404, true",
        "410, true",
        "302, false",
        "400, false",
        "416, false"
    })
    void ofWhatAnswersARequestForAPartOnlyWhatDoesNotDependOnItIsStored(int status, boolean is) {
        Fields response = fields("Cache-Control: max-age=9");
        assertThat(Storability.decide(get(WANTED), status, response, AT_ONCE, Terms.DEFAULT) instanceof Store)
                .isEqualTo(is);
        assertThat(Storability.decide(get("A: 1"), status, response, AT_ONCE, Terms.DEFAULT))
                .isInstanceOf(Store.class);
        if (!is) {
            assertThat(Storability.decide(get(WANTED), status, response, AT_ONCE, Terms.DEFAULT)
                            .reason())
                    .isEqualTo(Reason.NO_PART);
        }
    }

    private static final String WANTED = "Range: bytes=2-5";
    private static final String PART = "Cache-Control: max-age=9 | ETag: \"a\" | Content-Range: bytes 2-5/10";

    private static String stored206(String request, String response) {
        return Storability.decide(get(request), 206, fields(response), AT_ONCE, Terms.DEFAULT) instanceof Store store
                ? store.stored().part().map(ContentRange::toString).orElse("whole")
                : "none";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                WANTED + " ; " + PART + " ; bytes 2-5/10",
                "Range: bytes=0- ; Cache-Control: max-age=9 | ETag: \"a\" | Content-Range: bytes 0-9/10 ; whole",
                // as cacheable as the 200 that it is a part of
                WANTED + " ; ETag: \"a\" | Content-Range: bytes 2-5/10 ; bytes 2-5/10",
                WANTED + " ; " + PART + " | Cache-Control: private ; none",
                WANTED + " ; " + PART + " | Vary: * ; none",
                WANTED + " | Cache-Control: no-store ; " + PART + " ; none",
                // not asked for, or for one who has the rest
                "X: y ; " + PART + " ; none",
                WANTED + " | If-Range: \"a\" ; " + PART + " ; none",
                // of no known whole, several, or without a strong validator
                WANTED + " ; Cache-Control: max-age=9 | ETag: \"a\" ; none",
                WANTED + " ; Cache-Control: max-age=9 | ETag: \"a\" | Content-Range: bytes 2-5/* ; none",
                WANTED + " ; " + PART + " | Content-Range: bytes 6-7/10 ; none",
                WANTED + " ; Cache-Control: max-age=9 | ETag: W/\"a\" | Content-Range: bytes 2-5/10 ; none",
                WANTED + " ; Cache-Control: max-age=9 | Content-Range: bytes 2-5/10 | " + MODIFIED + " ; none",
            })
    void aPartThatCanBeCombinedIsStored(String request, String response, String expected) {
        assertThat(stored206(request, response)).isEqualTo(expected);
    }

    @Test
    void aStoredPartIsAnIncomplete200() {
        Stored part = part206();
        assertThat(part.status()).isEqualTo(200);
        assertThat(part.fields().get("Content-Length")).contains("10");
        assertThat(part.fields().contains("Content-Range")).isFalse();
    }

    private static Stored part206() {
        return ((Store) Storability.decide(get(WANTED), 206, fields(PART + " | A: 1 | B: 1"), AT_ONCE, Terms.DEFAULT))
                .stored();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=2-5, true", "bytes=3-3, true", "'bytes=2-2,4-5', true", "bytes=1-5, false", "bytes=2-6, false",
        "bytes=2-, false", "bytes=-5, false", "'bytes=2-2,8-9', false", "bytes=20-, false", "x, false",
    })
    void aPartAnswersWhatLiesWithinIt(String range, boolean served) {
        Answer answer = Reuse.decide(get("Range: " + range), part206(), 0);
        assertThat(answer instanceof Answer.Serve).isEqualTo(served);
        assertThat(answer.reason()).isEqualTo(served ? Reason.FRESH : Reason.PARTIAL_STORED);
    }

    @Test
    void aPartAnswersNoRequestForTheWhole() {
        assertThat(Reuse.decide(get(""), part206(), 0)).isEqualTo(new Answer.Forward(true, Reason.PARTIAL_STORED));
        assertThat(Reuse.decide(asked("HEAD", WANTED), part206(), 0).reason()).isEqualTo(Reason.PARTIAL_STORED);
        assertThat(Reuse.decide(get(WANTED + " | If-Range: \"b\""), part206(), 0)
                        .reason())
                .isEqualTo(Reason.PARTIAL_STORED);
        assertThat(Reuse.decide(get("Cache-Control: only-if-cached"), part206(), 0))
                .isInstanceOf(Answer.Refuse.class);
    }

    private static String combined(Stored stored, long length, String response) {
        Storability.Verdict verdict = PartialContent.combine(
                get("Range: bytes=0-9 | If-Range: \"a\""), stored, length, fields(response), AT_ONCE);
        return verdict instanceof Store store
                ? store.stored().part().map(ContentRange::toString).orElse("whole")
                : verdict.reason().detail();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ETag: \"a\" | Content-Range: bytes 6-8/10 ; bytes 2-8/10",
                "ETag: \"a\" | Content-Range: bytes 0-1/10 ; bytes 0-5/10",
                "ETag: \"a\" | Content-Range: bytes 3-4/10 ; bytes 2-5/10",
                "ETag: \"a\" | Content-Range: bytes 0-9/10 ; whole",
                "ETag: \"a\" | Content-Range: bytes 7-9/10 ; partial-stored",
                "ETag: \"b\" | Content-Range: bytes 6-8/10 ; validator-mismatch",
                "ETag: W/\"a\" | Content-Range: bytes 6-8/10 ; validator-mismatch",
                "Content-Range: bytes 6-8/10 ; validator-mismatch",
                "ETag: \"a\" | Content-Range: bytes 6-8/11 ; validator-mismatch",
                "ETag: \"a\" | Content-Range: bytes 6-8/* ; validator-mismatch",
                "ETag: \"a\" ; validator-mismatch",
                "ETag: \"a\" | Content-Range: bytes 6-8/10 | Cache-Control: no-store ; response-no-store",
            })
    void partsOfOneRepresentationThatTouchAreCombined(String response, String expected) {
        assertThat(combined(part206(), 4, response)).isEqualTo(expected);
    }

    @Test
    void aPartOfWhatIsStoredWholeLeavesItWhole() {
        Stored whole = stored("Cache-Control: max-age=9 | ETag: \"a\"");
        assertThat(combined(whole, 10, "ETag: \"a\" | Content-Range: bytes 6-8/10"))
                .isEqualTo("whole");
        assertThat(combined(whole, 11, "ETag: \"a\" | Content-Range: bytes 6-8/10"))
                .isEqualTo("validator-mismatch");
    }

    @Test
    void combiningUpdatesTheStoredFields() {
        Received later = new Received(Cases.seconds(5), Cases.seconds(5), Cases.WALL.plusSeconds(5));
        Stored both = ((Store) PartialContent.combine(
                        get(WANTED),
                        part206(),
                        4,
                        fields("ETag: \"a\" | Content-Range: bytes 6-9/10 | Content-Length: 4 | B: 2"),
                        later))
                .stored();
        assertThat(both.fields().get("A")).contains("1");
        assertThat(both.fields().get("B")).contains("2");
        assertThat(both.fields().get("Content-Length")).contains("10");
        assertThat(both.fields().contains("Content-Range")).isFalse();
        assertThat(both.ageMillis(Cases.seconds(5))).isZero();
    }
}
