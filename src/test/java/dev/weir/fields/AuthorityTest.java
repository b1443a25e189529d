package dev.weir.fields;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 §4.2.3: what is spelled in several ways is one authority. */
class AuthorityTest {

    @ParameterizedTest
    @CsvSource({
        "http, A.Example, a.example",
        "http, a.example:80, a.example",
        "https, a.example:443, a.example",
        "https, a.example:80, a.example:80",
        "http, a.example:443, a.example:443",
        "http, a.example:, a.example",
        "http, a.example:080, a.example",
        "https, a.example:000443, a.example",
        "http, a.example:0808, a.example:808",
        "http, a.example:8080, a.example:8080",
        "http, a.example:180, a.example:180",
        "http, a.example:0, a.example:0",
        "http, a.example:00, a.example:0",
        "http, 192.0.2.80, 192.0.2.80",
        "http, a80, a80",
        "http, 80, 80",
        "http, [::80], [::80]",
        "http, [::80]:, [::80]",
        "http, [2001:DB8::1]:80, [2001:db8::1]",
        "https, [::1]:0444, [::1]:444",
        "http, '', ''",
    })
    void oneSpellingStandsForAll(String scheme, String authority, String normal) {
        assertThat(Authority.normal(authority, scheme)).isEqualTo(normal);
    }

    @Test
    void whatIsSpelledSoAlreadyIsNotCopied() {
        for (String authority : new String[] {"www.example", "www.example:8080", "192.0.2.80", "[::1]"}) {
            assertThat(Authority.normal(authority, "http")).isSameAs(authority);
        }
    }
}
