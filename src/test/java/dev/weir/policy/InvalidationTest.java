package dev.weir.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9111 §4.4. */
class InvalidationTest {

    private static final String TARGET = "http://example.com/a/b?c";

    @ParameterizedTest
    @CsvSource({
        "POST, 200, true",
        "PUT, 204, true",
        "DELETE, 299, true",
        "PATCH, 301, true",
        "FROB, 399, true",
        "get, 200, true",
        "POST, 199, false",
        "POST, 400, false",
        "POST, 404, false",
        "POST, 500, false",
        "GET, 200, false",
        "HEAD, 200, false",
        "OPTIONS, 200, false",
        "TRACE, 200, false"
    })
    void aNonErrorAnswerToAnUnsafeMethodMustInvalidateTheTarget(String method, int status, boolean expected) {
        List<String> targets =
                Invalidation.decide(new Asked(method, TARGET, Cases.fields("")), status, Cases.fields("Location: /x"));
        assertThat(targets).isEqualTo(expected ? List.of(TARGET, "http://example.com/x") : List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "/x ; http://example.com/x",
                "x ; http://example.com/a/x",
                "../x ; http://example.com/x",
                "./x/../y?z#f ; http://example.com/a/y?z",
                "?q ; http://example.com/a/b?q",
                "http://example.com/x ; http://example.com/x",
                "HTTP://EXAMPLE.COM:80/x ; http://example.com/x",
                "//example.com/x ; http://example.com/x",
                "http://example.com ; http://example.com/",
                "http://example.com?q ; http://example.com/?q",
                "/%7Ex ; http://example.com/%7Ex",
                // Which no URI may have in it, and clients ask for all the same
                "/a{b?c=^%zz ; http://example.com/a{b?c=^%zz",
                // MUST NOT where the origin differs
                "https://example.com/x ; -",
                "http://example.com:8080/x ; -",
                "http://www.example.com/x ; -",
                "http://example.org/x ; -",
                "//example.org/x ; -",
                "mailto:a@example.com ; -",
                // What cannot be read, or is the target itself
                "http://exa mple.com/ ; -",
                "http://example.com:x/ ; -",
                "http://[::1 ; -",
                "b?c ; -",
                "'' ; -",
                "#f ; -",
            })
    void locationsOfTheSameOriginAreInvalidatedToo(String reference, String expected) {
        Asked asked = new Asked("POST", TARGET, Cases.fields(""));
        List<String> targets = expected == null ? List.of(TARGET) : List.of(TARGET, expected);
        assertThat(Invalidation.decide(asked, 201, Cases.fields("Location:" + reference)))
                .isEqualTo(targets);
        assertThat(Invalidation.decide(asked, 201, Cases.fields("Content-Location:" + reference)))
                .isEqualTo(targets);
        assertThat(Invalidation.decide(
                        asked, 201, Cases.fields("Location:" + reference + " | Content-Location:" + reference)))
                .isEqualTo(targets);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a:443/, https://a/x, https://a:443/x",
        "https://a/, http://a:443/x, ",
        "http://A:8080/, http://a:8080/x, http://A:8080/x",
        "http://[::1]:81/, http://[::1]:81/x, http://[::1]:81/x",
        "http://a_b/c|d?{, http://A_B:080/x, http://a_b/x",
        "http://a/, http://u@a/x, ",
        "not a uri, http://a/x, ",
        "http:a, http:b, ",
    })
    void theAuthorityIsSpelledAsInTheTarget(String target, String reference, String expected) {
        Asked asked = new Asked("POST", target, Cases.fields(""));
        assertThat(Invalidation.decide(asked, 200, Cases.fields("Location: " + reference)))
                .isEqualTo(expected == null ? List.of(target) : List.of(target, expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "POST ; 200 ; \"a\", \"b\" ; a|b",
                "DELETE ; 303 ; \"a\" ; a",
                "GET ; 200 ; \"a\" ; ``",
                "HEAD ; 200 ; \"a\" ; ``",
                "POST ; 404 ; \"a\" ; ``",
                "POST ; 500 ; \"a\" ; ``",
                "POST ; 200 ; \"a\", b ; ``",
            })
    void groupsAreInvalidatedByAnsweredUnsafeRequests(String method, int status, String value, String groups) {
        Asked asked = new Asked(method, TARGET, Cases.fields(""));
        assertThat(String.join("|", Invalidation.groups(asked, status, Fields.of("Cache-Group-Invalidation", value))))
                .isEqualTo(groups);
    }
}
