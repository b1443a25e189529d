package dev.weir.policy;

import static dev.weir.policy.Cases.fields;
import static dev.weir.policy.Cases.get;
import static dev.weir.policy.Cases.stored;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §13.1.2, §13.1.3, §13.2, §15.4.5; RFC 9111 §4.3.2. */
class PreconditionsTest {

    private static final String MODIFIED = "Last-Modified: Sat, 21 Nov 2026 07:50:00 GMT";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "X: y ; ETag: \"a\" ; false",
                // If-None-Match, compared weakly
                "If-None-Match: \"a\" ; ETag: \"a\" ; true",
                "If-None-Match: W/\"a\" ; ETag: \"a\" ; true",
                "If-None-Match: \"a\" ; ETag: W/\"a\" ; true",
                "If-None-Match: \"b\" ; ETag: \"a\" ; false",
                "If-None-Match: \"b\", \"a\" ; ETag: \"a\" ; true",
                "If-None-Match: \"b\" | If-None-Match: \"a\" ; ETag: \"a\" ; true",
                "If-None-Match: \"a\" | If-None-Match: \"b\" ; ETag: \"a\" ; true",
                "If-None-Match: * ; ETag: \"a\" ; true",
                "If-None-Match: * ; X: y ; true",
                "If-None-Match: \"a\" ; X: y ; false",
                "If-None-Match: a ; ETag: a ; false",
                "If-None-Match: ; X: y ; false",
                // If-Modified-Since
                "If-Modified-Since: Sat, 21 Nov 2026 07:50:00 GMT ; " + MODIFIED + " ; true",
                "If-Modified-Since: Sat, 21 Nov 2026 07:50:01 GMT ; " + MODIFIED + " ; true",
                "If-Modified-Since: Sat, 21 Nov 2026 07:49:59 GMT ; " + MODIFIED + " ; false",
                "If-Modified-Since: Saturday, 21-Nov-26 07:50:00 GMT ; " + MODIFIED + " ; true",
                "If-Modified-Since: Sat, 21 Nov 2026 07:50:00 GMT | If-Modified-Since: Sat, 21 Nov 2026 07:50:00 GMT ; "
                        + MODIFIED + " ; false",
                "If-Modified-Since: now ; " + MODIFIED + " ; false",
                // Without Last-Modified, Date; without Date, the time of reception
                "If-Modified-Since: Sat, 21 Nov 2026 07:55:00 GMT ; Date: Sat, 21 Nov 2026 07:55:00 GMT ; true",
                "If-Modified-Since: Sat, 21 Nov 2026 07:54:59 GMT ; Date: Sat, 21 Nov 2026 07:55:00 GMT ; false",
                "If-Modified-Since: Sat, 21 Nov 2026 08:00:00 GMT ; X: y ; true",
                "If-Modified-Since: Sat, 21 Nov 2026 07:59:59 GMT ; X: y ; false",
                // Precedence: If-Modified-Since is ignored where If-None-Match is there
                "If-None-Match: \"b\" | If-Modified-Since: Sat, 21 Nov 2026 07:50:00 GMT ; ETag: \"a\" | " + MODIFIED
                        + " ; false",
                "If-None-Match: \"a\" | If-Modified-Since: Sat, 21 Nov 2020 07:50:00 GMT ; ETag: \"a\" | " + MODIFIED
                        + " ; true",
                "If-None-Match: x | If-Modified-Since: Sat, 21 Nov 2026 07:50:00 GMT ; " + MODIFIED + " ; false",
                // Not for a cache to evaluate
                "If-Match: \"b\" ; ETag: \"a\" ; false",
                "If-Unmodified-Since: Sat, 21 Nov 2020 07:50:00 GMT ; " + MODIFIED + " ; false",
                "If-Range: \"a\" ; ETag: \"a\" ; false",
            })
    void aClientThatHasItIsToldSo(String request, String response, boolean expected) {
        Stored stored = stored("Cache-Control: max-age=9 | " + response);
        assertThat(Preconditions.isNotModified(get(request), stored)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {203, 204, 301, 404, 500})
    void noPreconditionWhereTheAnswerIsNot200(int status) {
        Stored stored = stored("", status, "Cache-Control: max-age=9 | ETag: \"a\" | " + MODIFIED);
        assertThat(Preconditions.isNotModified(get("If-None-Match: \"a\""), stored))
                .isFalse();
        assertThat(Preconditions.isNotModified(get("If-None-Match: *"), stored)).isFalse();
        assertThat(Preconditions.isNotModified(get("If-Modified-Since: Sat, 21 Nov 2026 07:55:00 GMT"), stored))
                .isFalse();
    }

    @Test
    void a304HasNoFieldsThatDescribeContent() {
        String kept =
                "Cache-Control: max-age=9 | Content-Location: /x | ETag: \"a\" | Expires: 0 | Vary: Accept | X: y";
        Stored stored = stored(kept + " | Content-Type: text/html | Content-Length: 5 | Content-Encoding: gzip"
                + " | Content-Language: en | Content-Range: x | Trailer: z | " + MODIFIED);
        assertThat(stored.notModifiedFields()).isEqualTo(fields(kept + " | Date: Sat, 21 Nov 2026 08:00:00 GMT"));
    }

    @Test
    void a304WithoutAnEntityTagHasLastModified() {
        assertThat(stored("Cache-Control: max-age=9 | " + MODIFIED).notModifiedFields())
                .isEqualTo(fields("Cache-Control: max-age=9 | " + MODIFIED + " | Date: Sat, 21 Nov 2026 08:00:00 GMT"));
    }
}
