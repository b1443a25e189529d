package dev.weir.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 §5.6.1, §7.6.1, §12.5.5. */
class CommaListTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            nullValues = "-",
            value = {
                "a | a",
                "a,b | a;b",
                " a ,\t b | a;b",
                ",a,,b, | a;b",
                "\"a,b\",c | \"a,b\";c",
                "a=\"x,\\\",y\",c | a=\"x,\\\",y\";c",
                "a=\"x,y | a=\"x;y",
                "a\"b\\\",c\\\"d,\\\"e,f | a\"b\\\";c\\\"d;\\\"e;f",
                "\"a,b\",\"c\\\",d | \"a,b\";\"c\\\";d",
                "a\\,b | a\\;b",
                ", , | -",
            })
    void aListIsSplitAtCommasOutsideOfQuotes(String value, String expected) {
        assertThat(CommaList.members(value)).isEqualTo(expected == null ? List.of() : List.of(expected.split(";")));
    }

    @Test
    void linesAreReadInOrderAndEachByItself() {
        Fields fields = Fields.of("X", "a, \"b", "Y", "n", "x", "c\", D");
        assertThat(CommaList.members(fields, "X")).containsExactly("a", "\"b", "c\"", "D");
        assertThat(CommaList.tokens(fields, "X")).containsExactly("a", "d");
        assertThat(CommaList.members(fields, "Z")).isEmpty();
    }

    @Test
    void connectionOptionsNameFieldsThatGoNoFurther() {
        Fields fields = Fields.of("Connection", "close, X-Mine", "connection", "Y");
        List<String> options = HopByHop.options(fields);
        assertThat(options).containsExactly("close", "x-mine", "y");
        assertThat(HopByHop.isHopByHop("X-MINE", options)).isTrue();
        assertThat(HopByHop.isHopByHop("Host", options)).isFalse();
        assertThat(HopByHop.options(Fields.empty())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Connection, true",
        "connection, true",
        "Keep-Alive, true",
        "Proxy-Connection, true",
        "TE, true",
        "Transfer-Encoding, true",
        "Upgrade, true",
        "Trailer, false",
        "Host, false",
        "ETag, false",
        "Via, false",
        "Set-Cookie, false",
        "If-Unmodified-Si, false",
        "If-Modified-Since, false",
        "Content, false"
    })
    void someFieldsAreAlwaysHopByHop(String name, boolean expected) {
        assertThat(HopByHop.isHopByHop(name)).isEqualTo(expected);
        assertThat(HopByHop.isHopByHop(name, List.of())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Accept | false | accept",
                "B, a, b | false | a b",
                "'' | false | -",
                "* | true | -",
                "a, * | true | -",
                "a b | true | -",
                "'a, \"' | true | -",
            })
    void varyNamesFieldsOrAnything(String value, boolean any, String names) {
        List<String> expected = names == null ? List.of() : List.of(names.split(" "));
        assertThat(Vary.of(Fields.of("Vary", value))).isEqualTo(new Vary(any, expected));
    }

    @Test
    void varyReadsAllLines() {
        assertThat(Vary.of(Fields.of("Vary", "b", "vary", "a"))).isEqualTo(new Vary(false, List.of("a", "b")));
        assertThat(Vary.of(Fields.of("Vary", "b", "vary", "*")).any()).isTrue();
        assertThat(Vary.of(Fields.of("X", "b"))).isSameAs(Vary.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "007, 7",
        "2147483648, 2147483648",
        "2147483649, 2147483648",
        "99999999999999999999, 2147483648",
        "'', -1",
        "-1, -1",
        "1.0, -1",
        "' 1', -1",
        "1a, -1",
        "'0, 0', -1"
    })
    void deltaSecondsAreDigitsAndNeverOverflow(String text, long expected) {
        assertThat(DeltaSeconds.parse(text)).isEqualTo(expected);
    }

    @Test
    void ageIsTheFirstOfItsValuesOrNothing() {
        assertThat(DeltaSeconds.age(Fields.empty())).isZero();
        assertThat(DeltaSeconds.age(Fields.of("Age", "5", "Age", "9"))).isEqualTo(5);
        assertThat(DeltaSeconds.age(Fields.of("Age", " 5 "))).isEqualTo(5);
        assertThat(DeltaSeconds.age(Fields.of("Age", "5, 9"))).isEqualTo(5);
        assertThat(DeltaSeconds.age(Fields.of("Age", ""))).isZero();
        assertThat(DeltaSeconds.age(Fields.of("Age", "x, 9"))).isZero();
    }
}
