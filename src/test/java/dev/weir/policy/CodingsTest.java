package dev.weir.policy;

import static dev.weir.policy.Cases.AT_ONCE;
import static dev.weir.policy.Cases.fields;
import static dev.weir.policy.Cases.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.policy.Storability.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which responses are kept in other codings, whom those are for, and what they say of themselves. */
class CodingsTest {
    private static final Codings CODINGS = Codings.of("br", "gzip");
    private static final Terms TERMS = Terms.DEFAULT.withCodings(CODINGS);
    private static final String TEXT = "Cache-Control: max-age=9 | Content-Type: text/plain | ETag: \"a\"";
    private static final String BOTH = "Accept-Encoding: gzip, br";

    private static Stored stored(int status, String response) {
        return ((Store) Storability.decide(get(""), status, fields(response), AT_ONCE, TERMS)).stored();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '!',
            value = {
                "200 # Cache-Control: max-age=9 | Content-Type: text/plain # true",
                "200 # Cache-Control: max-age=9 | Content-Type: application/json; charset=utf-8 # true",
                "404 # Cache-Control: max-age=9 | Content-Type: text/plain # false",
                "200 # Cache-Control: max-age=9 | Content-Type: image/png # false",
                "200 # Cache-Control: max-age=9 # false",
                "200 # Cache-Control: max-age=9 | Content-Type: text/plain | Content-Encoding: gzip # false",
                "200 # Cache-Control: max-age=9, no-transform | Content-Type: text/plain # false",
                // no-transform holds whoever else is spoken to beside
                "200 # CDN-Cache-Control: max-age=9, no-transform | Content-Type: text/plain # false",
                "200 # CDN-Cache-Control: max-age=9 | Cache-Control: no-transform | Content-Type: text/plain # false",
            })
    void whatIsKeptInOtherCodings(int status, String response, boolean kept) {
        assertThat(stored(status, response).isCodable()).isEqualTo(kept);
    }

    @Test
    void withoutCodingsNothingIsCoded() {
        assertThat(Cases.stored(TEXT).isCodable()).isFalse();
        assertThat(Codings.NONE.isEmpty()).isTrue();
        assertThat(CODINGS.isEmpty()).isFalse();
        assertThat(CODINGS.choose(get(BOTH), Cases.stored(TEXT))).isEqualTo("identity");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '!',
            value = {
                "X: y # identity",
                "Accept-Encoding: deflate # identity",
                BOTH + " # br",
                "Accept-Encoding: gzip # gzip",
                "Accept-Encoding: br;q=0.1, gzip # gzip",
                BOTH + " | Cache-Control: no-transform # identity",
                BOTH + " | Cache-Control: no-cache # br",
                // What the client has already.
                BOTH + " | If-None-Match: \"a-gzip\" # gzip",
                BOTH + " | If-None-Match: \"a-br\" # br",
                BOTH + " | If-None-Match: \"a\" # identity",
                BOTH + " | If-None-Match: \"b-gzip\" # br",
                "Accept-Encoding: br | If-None-Match: \"a-gzip\" # br",
                // Parts are of what it has others of, and else of the content as it is.
                BOTH + " | Range: bytes=0-1 # identity",
                BOTH + " | Range: bytes=0-1 | If-Range: \"a-gzip\" # gzip",
                BOTH + " | Range: bytes=0-1 | If-Range: \"a\" # identity",
                "Accept-Encoding: br | Range: bytes=0-1 | If-Range: \"a-gzip\" # identity",
            })
    void theCodingOfAnAnswer(String request, String coding) {
        assertThat(CODINGS.choose(get(request), stored(200, TEXT))).isEqualTo(coding);
        assertThat(CODINGS.remembering().choose(get(request), stored(200, TEXT)))
                .isEqualTo(coding);
    }

    @Test
    void whatWasChosenIsRememberedForEachSpelling() {
        Codings remembering = CODINGS.remembering();
        for (int i = 0; i < 3; i++) {
            assertThat(remembering.choose(get(BOTH), stored(200, TEXT))).isEqualTo("br");
            assertThat(remembering.choose(get("Accept-Encoding: gzip"), stored(200, TEXT)))
                    .isEqualTo("gzip");
            assertThat(remembering.choose(get("Accept-Encoding: deflate"), stored(200, TEXT)))
                    .isEqualTo("identity");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '!',
            value = {
                BOTH + " | If-None-Match: \"a-gzip\" ; \"a-gzip\"",
                BOTH + " | If-None-Match: \"b\", \"a-br\" ; \"a-br\"",
                BOTH + " | If-None-Match: \"a\" ; none",
                BOTH + " | If-None-Match: \"b-gzip\" ; none",
                "Accept-Encoding: br | If-None-Match: \"a-gzip\" ; none",
                BOTH + " ; none",
            })
    void theFormThatAClientHas(String request, String tag) {
        assertThat(CODINGS.held(get(request), stored(200, TEXT))
                        .map(held -> held.fields().get("ETag", ""))
                        .orElse("none"))
                .isEqualTo(tag);
        assertThat(CODINGS.held(get(request), Cases.stored(TEXT))).isEmpty();
    }

    @Test
    void aWeakTagIsTheSameInAllForms() {
        Stored weak = stored(200, TEXT.replace("\"a\"", "W/\"a\""));
        assertThat(weak.coded("gzip", 7).fields().get("ETag")).contains("W/\"a\"");
        assertThat(CODINGS.choose(get(BOTH + " | If-None-Match: \"a-gzip\""), weak))
                .isEqualTo("br");
    }

    /** RFC 9530: a digest of other bytes than these is wrong. */
    @Test
    void theFieldsOfAForm() {
        Fields plain = fields("A: 1 | ETag: \"a\" | Content-Length: 100 | Accept-Ranges: bytes | Content-Digest: x"
                + " | Repr-Digest: x | Digest: x | Content-MD5: x");
        assertThat(Codings.fields(plain, "gzip", 7))
                .hasToString("A: 1\nETag: \"a-gzip\"\nContent-Encoding: gzip\nContent-Length: 7\n");
        assertThat(Codings.fields(fields("A: 1"), "br", 0))
                .hasToString("A: 1\nContent-Encoding: br\nContent-Length: 0\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '!',
            value = {
                "If-Match: \"a-gzip\" ; \"a-gzip\", \"a\"",
                "If-Match: \"b\", \"a-br\" ; \"b\", \"a-br\", \"a\"",
                "If-Match: W/\"a-gzip\" ; W/\"a-gzip\", W/\"a\"",
                "If-Match: \"a\" ; \"a\"",
                "If-Match: * ; *",
                "If-None-Match: \"a-gzip\" ; none",
            })
    void theOriginIsAskedForItsOwnTagsToo(String request, String value) {
        Fields came = fields(request);
        assertThat(CODINGS.mapped(came).get("If-Match").orElse("none")).isEqualTo(value);
        assertThat(Codings.NONE.mapped(came)).isSameAs(came);
        assertThat(CODINGS.mapped(came) == came).isEqualTo(!value.contains(","));
    }
}
