package dev.weir.fields;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** draft-ietf-httpbis-no-vary-search. */
class NoVarySearchTest {

    private static NoVarySearch of(String... lines) {
        FieldLines.Builder fields = FieldLines.builder();
        for (String line : lines) {
            fields.add("No-Vary-Search", line);
        }
        return NoVarySearch.of(fields.build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "params > /x?a=1&b=2 > /x",
                "params > /x? > /x",
                "params > /x > /x",
                "params=?0 > /x?a=1 > /x?a=1",
                "params=(\"a\") > /x?a=1&b=2&a=3 > /x?b=2",
                // Parameters that nobody knows say nothing (RFC 9651 §2)
                "params=(\"a\";x=1) > /x?a=1&b=2 > /x?b=2",
                "params=(\"a\" \"b\") > /x?c&a&b=2 > /x?c",
                "params=() > /x?a=1 > /x?a=1",
                "params, except=(\"a\") > /x?b=2&a=1&c=3 > /x?a=1",
                "key-order > /x?b=2&a=1&b=1 > /x?a=1&b=2&b=1",
                "key-order=?0 > /x?b=2&a=1 > /x?b=2&a=1",
                "key-order, params=(\"u\") > /x?c=1&u=1&b=2 > /x?b=2&c=1",
                // Names are those of a form
                "params=(\"a b\") > /x?a+b=1&a%20b=2&c > /x?c",
                "params=(\"%C3%A9\") > /x?%c3%a9=1&c > /x?c",
                "params=(\"a\") > /x?&&a=1&%zz&b > /x?%zz&b",
                "params, except=(\"a%\") > /x?%61%=1&c > /x?%61%=1",
                "params=(\"a%4\") > /x?%61%4=1&c > /x?c",
                "params=(\"a\") > /x?b=%61&A=1 > /x?b=%61&A=1",
            })
    void canonical(String field, String target, String expected) {
        assertThat(of(field).canonical(target)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "params=(a)",
                "params=(\"a\" 1)",
                "params=\"a\"",
                "params=1",
                "except=(\"a\")",
                "params=(\"a\"), except=(\"b\")",
                "params=?0, except=(\"b\")",
                "params, except=\"b\"",
                "params, except",
                "key-order=1, params",
                "params, &&",
                "Params",
                "unknown",
                "''",
            })
    void whatCannotBeReadSaysNothing(String field) {
        assertThat(of(field)).isSameAs(NoVarySearch.NONE);
    }

    @Test
    void linesAreOneFieldAndOfOneMemberTheLastCounts() {
        assertThat(of("params=(\"a\")", "key-order").canonical("/x?c&b&a")).isEqualTo("/x?b&c");
        assertThat(of("params=(\"a\")", "params=(\"b\")").canonical("/x?b&a")).isEqualTo("/x?a");
        assertThat(NoVarySearch.of(Fields.empty())).isSameAs(NoVarySearch.NONE);
    }
}
