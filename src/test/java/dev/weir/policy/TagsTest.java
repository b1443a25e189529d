package dev.weir.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a response can be purged by (RFC 9875 §2 for groups). */
class TagsTest {

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("Surrogate-Key", "a b  c\td", "a|b|c|d"),
                Arguments.of("surrogate-key", "a,b", "a,b"),
                Arguments.of("Surrogate-Key", "a a", "a"),
                Arguments.of("Cache-Tag", "a, b ,c d", "a|b|c d"),
                Arguments.of("Cache-Tag", ",a,,", "a"),
                Arguments.of("Cache-Groups", "\"a\", \"b c\"", "a|b c"),
                Arguments.of("Cache-Groups", "\"a\";p=1, \"b\";q", "a|b"),
                Arguments.of("Cache-Groups", "\"a\\\"b\"", "a\"b"),
                Arguments.of("Cache-Groups", "\"a\", b", ""),
                Arguments.of("Cache-Groups", "\"a\",", ""),
                Arguments.of("Cache-Groups", "(\"a\")", ""),
                Arguments.of("Cache-Groups", "\"a", ""),
                Arguments.of("Cache-Groups", "a", ""),
                Arguments.of("Cache-Groups", "", ""),
                Arguments.of("Other", "a", ""));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void eachFieldHasItsWay(String name, String value, String tags) {
        assertThat(String.join("|", Tags.of(Fields.of(name, value)))).isEqualTo(tags);
    }

    @Test
    void thoseOfAllFieldsAndLinesCountOnce() {
        Fields fields = Fields.of(
                "Surrogate-Key",
                "a b",
                "Surrogate-Key",
                "c",
                "Cache-Tag",
                "c,d",
                "Cache-Groups",
                "\"e\"",
                "Cache-Groups",
                "\"a\"");
        assertThat(Tags.of(fields)).containsExactly("a", "b", "c", "d", "e");
        assertThat(Tags.groups(fields)).containsExactly("e", "a");
    }

    @Test
    void noneIsLeftOutHoweverManyThereAre() {
        List<String> groups = IntStream.range(0, 5_000)
                .mapToObj(i -> "group-" + i + "-".repeat(32))
                .toList();
        Fields fields = Fields.of("Cache-Groups", '"' + String.join("\", \"", groups) + '"');
        assertThat(Tags.of(fields)).isEqualTo(groups);
    }
}
