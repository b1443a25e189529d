package dev.weir.fields;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedLinesTest {
    private static final Fields LINES = Fields.of(
            "Date",
            "Sat, 21 Nov 2026 08:00:00 GMT",
            "etag",
            "\"a:b\"",
            "X-Own",
            "\u00e9\u00ff",
            "Set-Cookie",
            "a=1",
            "set-cookie",
            "",
            "SERVER",
            "weir",
            "x-xss-protection",
            "0");

    @Test
    void theyAreTheLinesThatTheyWereMadeOf() {
        Fields packed = PackedLines.of(LINES);
        assertThat(packed).isInstanceOf(PackedLines.class);
        assertThat(packed.copy()).isEqualTo(LINES);
        assertThat(packed.size()).isEqualTo(7);
        assertThat(packed).hasToString(LINES.toString()).isEqualTo(PackedLines.of(LINES));
        assertThat(packed).hasSameHashCodeAs(PackedLines.of(LINES)).isNotEqualTo(PackedLines.of(Fields.of("a", "b")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATE",
                "ETag",
                "x-own",
                "X-OWN",
                "Set-Cookie",
                "server",
                "X-XSS-Protection",
                "x-ow",
                "x-owns",
                "0"
            })
    void aNameIsFoundWhateverItsCase(String name) {
        Fields packed = PackedLines.of(LINES);
        assertThat(packed.contains(name)).isEqualTo(LINES.contains(name));
        assertThat(packed.get(name, "none")).isEqualTo(LINES.get(name, "none"));
        assertThat(packed.all(name)).isEqualTo(LINES.all(name));
        assertThat(packed.combined(name)).isEqualTo(LINES.combined(name));
    }

    @Test
    void noneAreNone() {
        assertThat(PackedLines.of(Fields.empty()).isEmpty()).isTrue();
        assertThat(PackedLines.of(Fields.empty()).contains("a")).isFalse();
    }

    @Test
    void whatDoesNotFitIntoBytesStaysText() {
        Fields wide = Fields.of("Server", "\u0161");
        assertThat(PackedLines.of(wide)).isEqualTo(wide);
        assertThat(PackedLines.bytesOf(wide)).isGreaterThan(PackedLines.bytesOf(PackedLines.of(LINES)));
    }
}
