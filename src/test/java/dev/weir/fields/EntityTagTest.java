package dev.weir.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §8.8.3. */
class EntityTagTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"xyzzy\"", "W/\"xyzzy\"", "\"\"", "\"a,b\"", "\"\\\"", "\"\u00e9\"", "W/\"W/\""})
    void aTagIsReadAndWrittenTheSame(String text) {
        EntityTag tag = EntityTag.parse(text).orElseThrow();
        assertThat(tag).hasToString(text);
        assertThat(tag.weak()).isEqualTo(text.startsWith("W/"));
        assertThat(EntityTag.parse(" " + text + "\t")).contains(tag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "xyzzy",
                "\"",
                "\"x",
                "x\"",
                "w/\"x\"",
                "W/x",
                "W/",
                "\"x\"y",
                "\"a b\"",
                "\"a\tb\"",
                "\"\u007f\""
            })
    void whatIsNoTagIsNone(String text) {
        assertThat(EntityTag.parse(text)).isEmpty();
    }

    /** The table of §8.8.3.2. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'W/\"1\"', 'W/\"1\"', false, true",
                "'W/\"1\"', 'W/\"2\"', false, false",
                "'W/\"1\"', '\"1\"', false, true",
                "'\"1\"', 'W/\"1\"', false, true",
                "'\"1\"', '\"1\"', true, true",
                "'\"1\"', '\"2\"', false, false",
            })
    void strongAndWeakComparison(String one, String other, boolean strong, boolean weak) {
        EntityTag a = EntityTag.parse(one).orElseThrow();
        EntityTag b = EntityTag.parse(other).orElseThrow();
        assertThat(a.matchesStrongly(b)).isEqualTo(strong);
        assertThat(a.matchesWeakly(b)).isEqualTo(weak);
        assertThat(EntityTags.parse(one).containsStrongly(b)).isEqualTo(strong);
        assertThat(EntityTags.parse(one).containsWeakly(b)).isEqualTo(weak);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"a\" | \"a\"",
                "\"a\", W/\"b\" | \"a\" W/\"b\"",
                ",\"a\" ,, \"b\",| \"a\" \"b\"",
                "\"a,b\",\"c\" | \"a,b\" \"c\"",
                "\"a\\\",\"b\" | \"a\\\" \"b\"",
                "a, \"b\" | \"b\"",
                "\"a\"x, \"b\" | \"b\"",
                "\"a\" \"b\", \"c\" | \"c\"",
                "*, \"b\" | \"b\"",
                "\"a | ",
                "W/a, W/\"b\" | W/\"b\"",
            })
    void aListIsReadAndWhatIsNoTagIsLeftOut(String text, String expected) {
        List<String> tags =
                EntityTags.parse(text).list().stream().map(EntityTag::toString).toList();
        assertThat(tags).isEqualTo(expected == null ? List.of() : List.of(expected.split(" ")));
        assertThat(EntityTags.parse(text).any()).isFalse();
    }

    @Test
    void aStarAloneMatchesAnything() {
        EntityTags any = EntityTags.parse(" * ");
        assertThat(any.any()).isTrue();
        assertThat(any.containsWeakly(new EntityTag("x", true))).isTrue();
        assertThat(any.containsStrongly(new EntityTag("x", true))).isTrue();
    }

    @Test
    void allLinesOfTheFieldCount() {
        Fields fields = Fields.of("If-None-Match", "\"a\"", "If-None-Match", "\"b\"");
        assertThat(EntityTags.of(fields, "If-None-Match").list())
                .containsExactly(new EntityTag("a", false), new EntityTag("b", false));
        assertThat(EntityTags.of(fields, "If-Match").list()).isEmpty();
    }
}
