package dev.weir.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/a ; /a ; true",
                "/a ; /ab ; false",
                "/ab ; /a ; false",
                "/a/* ; /a/ ; true",
                "/a/* ; /a/b/c ; true",
                "/a/* ; /a ; false",
                "*.css ; /x/y.css ; true",
                "*.css ; /x/y.css/z ; false",
                "*.css ; /x.css.css ; true",
                "/*/b/* ; /a/b/c ; true",
                "/*/b/* ; /a/c/b ; false",
                "/*/b/* ; /a/b/b/ ; true",
                "* ; /anything ; true",
                "** ; / ; true",
                "/a*b*c ; /abbcbc ; true",
                "/a*b*c ; /abbcb ; false",
                "'' ; '' ; true",
                "* ; '' ; true",
                "/A ; /a ; false",
                "/a?b ; /axb ; false",
                "/a.b ; /axb ; false",
            })
    void aStarStandsForAnythingAndAllElseForItself(String pattern, String value, boolean matches) {
        assertThat(new Glob(pattern).matches(value)).isEqualTo(matches);
    }

    @Test
    void onlyWhatIsAskedForIsLookedAt() {
        assertThat(new Glob("b*").matches("abca", 1, 3)).isTrue();
        assertThat(new Glob("bc").matches("abca", 1, 3)).isTrue();
        assertThat(new Glob("bca").matches("abca", 1, 3)).isFalse();
        assertThat(new Glob("*a").matches("abca", 1, 3)).isFalse();
    }

    @Test
    @Timeout(20)
    void noPathMakesAPatternSlow() {
        String path = "/" + "a".repeat(100_000);
        assertThat(new Glob("/" + "a*".repeat(20) + "b").matches(path)).isFalse();
    }
}
