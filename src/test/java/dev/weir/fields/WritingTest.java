package dev.weir.fields;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9651 §4.1 as far as Cache-Status needs it, RFC 7239 §4. */
class WritingTest {

    @Test
    void membersAndParametersAreWrittenInOrder() {
        String value = new StructuredWriter()
                .string("a \"b\" \\c")
                .flag("hit")
                .integer("ttl", -7)
                .token("weir")
                .token("fwd", "uri-miss")
                .string("key", "GET\u00e9\n ~\u007f")
                .string("x")
                .toString();
        assertThat(value)
                .isEqualTo("\"a \\\"b\\\" \\\\c\";hit;ttl=-7, weir;fwd=uri-miss;key=\"GET%E9%0A ~%7F\", \"x\"");
    }

    @Test
    void integersAreHeldWithinFifteenDigits() {
        assertThat(new StructuredWriter()
                        .token("a")
                        .integer("b", Long.MAX_VALUE)
                        .integer("c", Long.MIN_VALUE))
                .hasToString("a;b=999999999999999;c=-999999999999999");
    }

    @ParameterizedTest
    @CsvSource({
        "a, true",
        "z, true",
        "Z, true",
        "A, true",
        "@, false",
        "[, false",
        "{, false",
        "*a, true",
        "A:/1!, true",
        "'', false",
        "1a, false",
        "a b, false",
        "a\u00e9, false",
        "-a, false"
    })
    void aTokenBeginsWithALetterOrAStar(String text, boolean expected) {
        assertThat(StructuredWriter.isToken(text)).isEqualTo(expected);
    }

    @Test
    void forwardedQuotesWhatIsNoToken() {
        assertThat(new ForwardedElement("", ForwardedElement.node("192.0.2.1", -1), "example.com:8080", "https"))
                .hasToString("for=192.0.2.1;host=\"example.com:8080\";proto=https");
        assertThat(new ForwardedElement(
                        "_me", ForwardedElement.node("2001:db8::1", 443), "a\"b\\\r\n \t\u00ff\u0100\u007f", ""))
                .hasToString("by=_me;for=\"[2001:db8::1]:443\";host=\"a\\\"b\\\\?? \t\u00ff??\"");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 80, 192.0.2.1:80",
        "::1, -1, [::1]",
        "[::1], 1, [::1]:1",
        "fe80::1%eth0, -1, [fe80::1]",
        "[fe80::1%1], 0, [fe80::1]:0",
        "unknown, -1, unknown",
        "[, -1, ["
    })
    void aNodeIsAnAddressWithIpv6InBrackets(String address, int port, String expected) {
        assertThat(ForwardedElement.node(address, port)).isEqualTo(expected);
    }
}
