package dev.weir.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.support.Trials;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §5.1 to §5.5: lines, and lines laid over lines. */
class FieldsTest {

    private final Fields fields = Fields.of("A", "1", "b", "2", "a", "3");

    @Test
    void namesCompareWithoutCaseAndLinesKeepTheirOrder() {
        assertThat(fields.get("a", "")).isEqualTo("1");
        assertThat(fields.get("B")).contains("2");
        assertThat(fields.get("c")).isEmpty();
        assertThat(fields.get("c", "none")).isEqualTo("none");
        assertThat(fields.all("a")).containsExactly("1", "3");
        assertThat(fields.all("c")).isEmpty();
        assertThat(fields.combined("A")).contains("1, 3");
        assertThat(fields.combined("c")).isEmpty();
        assertThat(fields).hasToString("A: 1\nb: 2\na: 3\n");
        assertThat(fields.isEmpty()).isFalse();
        assertThat(Fields.empty().isEmpty()).isTrue();
        assertThat(Fields.of()).isSameAs(Fields.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "\u00e9", "a\n", "(", "\u007f", "\u0080", "a\u0000"})
    void aNameIsAToken(String name) {
        assertThatThrownBy(() -> Fields.of(name, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fields.with(name, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fields.and(name, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FieldLines.builder().add(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r", "a\nb", "\u0000"})
    void aValueHasNoLineEndAndNoNul(String value) {
        assertThatThrownBy(() -> Fields.of("a", value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fields.with("a", value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fields.and("a", value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameNeedsAValue() {
        assertThatThrownBy(() -> Fields.of("a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBuilderTakesThoseLinesThatAreWanted() {
        FieldLines built = FieldLines.builder()
                .addAll(fields, name -> !name.equals("A"))
                .addAll(Fields.of("c", "4"))
                .build();
        assertThat(built).isEqualTo(Fields.of("b", "2", "a", "3", "c", "4")).isNotEqualTo(fields);
        assertThat(built.hashCode())
                .isEqualTo(Fields.of("b", "2", "a", "3", "c", "4").hashCode());
        assertThat(built.name(2) + built.value(2)).isEqualTo("c4");
        assertThat(built.encodedLength()).isEqualTo("b: 2\r\na: 3\r\nc: 4\r\n".length());
        assertThat(built.copy()).isSameAs(built);
    }

    @Test
    void whatIsDerivedIsMadeOnceForEachTypeAndNotBeforeTheSecondTime() {
        int[] made = {0};
        for (HeldFields lines : List.of(fields.copy(), (OverlaidFields) fields.with("a", "9"))) {
            made[0] = 0;
            assertThat(lines.derived(Integer.class, l -> ++made[0])).isNull();
            assertThat(lines.derived(Integer.class, l -> ++made[0])).isEqualTo(1);
            assertThat(lines.derived(Integer.class, l -> ++made[0])).isEqualTo(1);
            assertThat(lines.derived(String.class, HeldFields::toString)).isEqualTo(lines.toString());
            assertThat(lines.derived(Integer.class, l -> ++made[0])).isEqualTo(2);
        }
    }

    @Test
    void whatIsLaidOverLeavesTheBaseAlone() {
        OverlaidFields over = (OverlaidFields) fields.with("a", "9").and("d", "4");
        assertThat(over.base()).isSameAs(fields);
        assertThat(over.hidesAny()).isTrue();
        assertThat(over.hides("A")).isTrue();
        assertThat(over.hides("b")).isFalse();
        assertThat(over.added()).isEqualTo(Fields.of("a", "9", "d", "4"));
        assertThat(over).hasToString("b: 2\na: 9\nd: 4\n");
        assertThat(((OverlaidFields) fields.and("d", "4")).hidesAny()).isFalse();
        assertThat(fields.without("c")).isSameAs(fields);
        assertThat(over.without("c")).isSameAs(over);
    }

    /** A change to a list of lines, as anybody would write it. */
    private record Change(int kind, String name, String value) {
        Fields to(Fields lines) {
            return switch (kind) {
                case 0 -> lines.with(name, value);
                case 1 -> lines.and(name, value);
                default -> lines.without(name);
            };
        }

        void to(List<String[]> lines) {
            if (kind != 1) {
                lines.removeIf(line -> line[0].equalsIgnoreCase(name));
            }
            if (kind != 2) {
                lines.add(new String[] {name, value});
            }
        }
    }

    private static Change change(Random random) {
        return new Change(
                random.nextInt(3),
                Trials.oneOf(random, List.of("a", "A", "b", "B", "c", "Cc")),
                Trials.oneOf(random, List.of("1", "2", "3", "")));
    }

    @Test
    void anyChangesGiveTheLinesThatAListWouldHave() {
        Trials.run(random -> {
            Fields actual = fields;
            List<String[]> expected =
                    new ArrayList<>(List.of(new String[] {"A", "1"}, new String[] {"b", "2"}, new String[] {"a", "3"}));
            for (int i = random.nextInt(13); i > 0; i--) {
                Change change = change(random);
                actual = change.to(actual);
                change.to(expected);
            }
            String[] flat = expected.stream().flatMap(Arrays::stream).toArray(String[]::new);
            Fields model = Fields.of(flat);
            assertThat(actual.copy()).isEqualTo(model);
            assertThat(actual.size()).isEqualTo(expected.size());
            for (String name : List.of("a", "B", "c", "cC")) {
                assertThat(actual.get(name)).isEqualTo(model.get(name));
                assertThat(actual.get(name, "none")).isEqualTo(model.get(name, "none"));
                assertThat(actual.contains(name)).isEqualTo(model.contains(name));
                assertThat(actual.all(name)).isEqualTo(model.all(name));
                assertThat(actual.combined(name, "none"))
                        .isEqualTo(model.contains(name) ? String.join(", ", model.all(name)) : "none")
                        .isEqualTo(model.combined(name, "none"));
            }
        });
    }
}
