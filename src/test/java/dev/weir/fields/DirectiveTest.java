package dev.weir.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DirectiveTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EXTENSION")
    void isFoundByItsNameAndByNoneThatIsLike(Directive directive) {
        String name = directive.name().toLowerCase(Locale.ROOT).replace('_', '-');

        assertThat(directive.length()).isEqualTo(name.length());
        assertThat(Directive.at(name, 0)).isEqualTo(directive);
        assertThat(Directive.at("x, " + name.toUpperCase(Locale.ROOT) + "=1", 3))
                .isEqualTo(directive);
        assertThat(Directive.at(name + "-x", 0)).isEqualTo(Directive.EXTENSION);
        assertThat(Directive.at(name.substring(0, name.length() - 1), 0)).isEqualTo(Directive.EXTENSION);
        for (int i = 0; i < name.length(); i++) {
            // The bit that tells the cases of a letter apart makes another character of a hyphen.
            char other = name.charAt(i) == '-' ? '-' ^ 0x20 : 'q';
            assertThat(Directive.at(name.substring(0, i) + other + name.substring(i + 1), 0))
                    .isEqualTo(Directive.EXTENSION);
        }
    }
}
