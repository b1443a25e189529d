package dev.weir.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §8.3 and §12. */
class NegotiationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "text/html | text/html",
                "Text/HTML;Charset=\"utf-8\" | text/html; charset=utf-8",
                "text/html ; a=1 ;; b=\"x;\\\"y\" | text/html; a=1; b=\"x;\\\"y\"",
                "text/html; a=1; a=2 | text/html; a=1",
                "text/html; =1; b; c=; d=e f; g=\"h | text/html",
            })
    void aMediaTypeIsRead(String text, String expected) {
        assertThat(MediaType.parse(text).orElseThrow()).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "text", "/html", "text/", "te xt/html", "text/html/x", ";charset=utf-8", "text/html, a/b"})
    void whatIsNoMediaTypeIsNone(String text) {
        assertThat(MediaType.parse(text)).isEmpty();
    }

    @Test
    void theCharsetIsOneThatIsKnown() {
        MediaType utf8 = MediaType.of(Fields.of("Content-Type", "text/plain; charset=UTF-8"))
                .orElseThrow();
        assertThat(utf8.charset()).contains(StandardCharsets.UTF_8);
        assertThat(utf8.is("Text", "plain")).isTrue();
        assertThat(utf8.is("text", "html")).isFalse();
        assertThat(utf8.is("image", "plain")).isFalse();
        assertThat(MediaType.parse("a/b").orElseThrow().charset()).isEmpty();
        assertThat(MediaType.parse("a/b;charset=klingon").orElseThrow().charset())
                .isEmpty();
        assertThat(MediaType.parse("a/b;charset=\"#\"").orElseThrow().charset()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a, 1000",
        "a;q=1, 1000",
        "a;q=1.0, 1000",
        "a;q=1.000, 1000",
        "a;q=0, 0",
        "a;q=0., 0",
        "a;q=0.5, 500",
        "a;Q=0.25, 250",
        "a ; q=0.123, 123",
        "a;q=0.001, 1",
        "a;q=\"0.5\", 500"
    })
    void aWeightHasUpToThreeDigits(String member, int thousandths) {
        assertThat(Weighted.parse(member)).containsExactly(new Weighted("a", Map.of(), thousandths));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a;q=2",
                "a;q=1.001",
                "a;q=0.1234",
                "a;q=-1",
                "a;q=.5",
                "a;q=0.x",
                "a;q=05",
                "a;q=0,5;q=x",
                ";q=1"
            })
    void aMemberWhoseWeightCannotBeReadIsLeftOut(String member) {
        assertThat(Weighted.parse(member))
                .noneMatch(weighted -> weighted.value().equals("a") && weighted.thousandths() > 0);
    }

    @Test
    void membersKeepTheirOrderAndParameters() {
        assertThat(Weighted.of(Fields.of("Accept", "TEXT/html;level=1;q=0.5", "Accept", "*/*"), "Accept"))
                .containsExactly(
                        new Weighted("text/html", Map.of("level", "1"), 500), new Weighted("*/*", Map.of(), 1_000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "gzip | gzip",
                "br | br",
                "gzip, br | br",
                "GZIP | gzip",
                "x-gzip | gzip",
                "br;q=0.5, gzip | gzip",
                "gzip;q=0 | identity",
                "* | br",
                "*;q=0.1, br;q=0 | gzip",
                "'' | identity",
                "deflate | identity",
                "identity | identity",
                "identity;q=0.5, gzip | gzip",
                "identity, gzip;q=0.5 | identity",
                "identity, gzip | gzip",
                "*, gzip;q=0.5, br;q=0 | gzip",
                "identity;q=0, gzip | gzip",
                "identity;q=0 | -",
                "*;q=0 | -",
                "*;q=0, identity;q=0.1 | identity",
                "gzip;q=nonsense | identity",
            })
    void theCodingThatIsLikedBestIsChosen(String wish, String expected) {
        List<String> available = List.of("br", "gzip");
        assertThat(AcceptEncoding.choose(Fields.of("Accept-Encoding", wish), available)
                        .orElse(null))
                .isEqualTo(expected);
    }

    @Test
    void whoDoesNotAskGetsNoCoding() {
        assertThat(AcceptEncoding.choose(Fields.empty(), List.of("gzip"))).contains("identity");
    }
}
