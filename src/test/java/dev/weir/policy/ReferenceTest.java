package dev.weir.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3986 §5.4: its examples, all of them. */
class ReferenceTest {

    @ParameterizedTest
    @CsvSource({
        // §5.4.1
        "g:h, g:h",
        "g, http://a/b/c/g",
        "./g, http://a/b/c/g",
        "g/, http://a/b/c/g/",
        "/g, http://a/g",
        "//g, http://g",
        "?y, http://a/b/c/d;p?y",
        "g?y, http://a/b/c/g?y",
        "#s, http://a/b/c/d;p?q#s",
        "g#s, http://a/b/c/g#s",
        "g?y#s, http://a/b/c/g?y#s",
        ";x, http://a/b/c/;x",
        "g;x, http://a/b/c/g;x",
        "g;x?y#s, http://a/b/c/g;x?y#s",
        "'', http://a/b/c/d;p?q",
        "., http://a/b/c/",
        "./, http://a/b/c/",
        ".., http://a/b/",
        "../, http://a/b/",
        "../g, http://a/b/g",
        "../.., http://a/",
        "../../, http://a/",
        "../../g, http://a/g",
        // §5.4.2
        "../../../g, http://a/g",
        "../../../../g, http://a/g",
        "/./g, http://a/g",
        "/../g, http://a/g",
        "g., http://a/b/c/g.",
        ".g, http://a/b/c/.g",
        "g.., http://a/b/c/g..",
        "..g, http://a/b/c/..g",
        "./../g, http://a/b/g",
        "./g/., http://a/b/c/g/",
        "g/./h, http://a/b/c/g/h",
        "g/../h, http://a/b/c/h",
        "g;x=1/./y, http://a/b/c/g;x=1/y",
        "g;x=1/../y, http://a/b/c/y",
        "g?y/./x, http://a/b/c/g?y/./x",
        "g?y/../x, http://a/b/c/g?y/../x",
        "g#s/./x, http://a/b/c/g#s/./x",
        "g#s/../x, http://a/b/c/g#s/../x",
        "http:g, http:g",
        // What is no URI in between
        "g|h?{y}#^s, http://a/b/c/g|h?{y}#^s",
        "%zz/\\\\, http://a/b/c/%zz/\\\\",
        "//[h/g, http://[h/g",
    })
    void aReferenceIsResolvedAsTheExamplesAre(String reference, String expected) {
        assertThat(resolved("http://a/b/c/d;p?q", reference)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a, g, http://a/g",
        "http://a?q, g, http://a/g",
        "http://a?q, '', http://a?q",
        "http://a?q, ?y, http://a?y",
        "http://a/b//c, ../g, http://a/b/g",
        "http://a/b//c, //d/.//../e/.., http://d/",
        "http://a/b, https://d/./e/../f?g, https://d/f?g",
        "http://a/b, https://d, https://d",
    })
    void otherBasesAreResolvedByTheSameRules(String base, String reference, String expected) {
        assertThat(resolved(base, reference)).isEqualTo(expected);
    }

    private static String resolved(String base, String reference) {
        return Reference.of(base).resolve(Reference.of(reference)).toString();
    }
}
