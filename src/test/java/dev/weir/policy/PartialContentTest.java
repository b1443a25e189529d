package dev.weir.policy;

import static dev.weir.policy.Cases.asked;
import static dev.weir.policy.Cases.get;
import static dev.weir.policy.Cases.stored;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 §13.1.5, §14.2, §15.3.7, §15.5.17. */
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
}
