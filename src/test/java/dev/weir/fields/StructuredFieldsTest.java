package dev.weir.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9651 §3.2, §4.2. */
class StructuredFieldsTest {

    private static String read(String text) {
        return StructuredFields.dictionary(text)
                .map(members -> members.entrySet().stream()
                        .map(member -> member.getKey() + ' ' + read(member.getValue()))
                        .collect(Collectors.joining("; ")))
                .orElse("malformed");
    }

    private static String read(StructuredFields.Value value) {
        return value.type() == StructuredFields.Type.INNER_LIST
                ? value.items().stream().map(StructuredFieldsTest::read).collect(Collectors.joining(" + ", "(", ")"))
                : value.type() + " " + value.text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a                 | a BOOLEAN 1",
                "a=?1, b=?0        | a BOOLEAN 1; b BOOLEAN 0",
                "a=1,b=-20         | a INTEGER 1; b INTEGER -20",
                "a=999999999999999 | a INTEGER 999999999999999",
                "a=1.5, b=-123456789012.125 | a DECIMAL 1.5; b DECIMAL -123456789012.125",
                "a=\"x, \\\"y\\\\\" | a STRING x, \"y\\",
                "a=tok/en:1, b=*   | a TOKEN tok/en:1; b TOKEN *",
                "a=:aGk=:          | a BYTE_SEQUENCE aGk=",
                "a=@1659578233     | a DATE 1659578233",
                "a=%\"f%c3%bc\"    | a DISPLAY_STRING f%c3%bc",
                "a=(1 \"x\";q  b)  | a (INTEGER 1 + STRING x + TOKEN b)",
                "a=()              | a ()",
                "*a_-.*1=2         | *a_-.*1 INTEGER 2",
                // Parameters are read and left out
                "a;x=1;  y;z=\"q\" , b;q=?0 | a BOOLEAN 1; b BOOLEAN 1",
                // Of one key the last value
                "a=1, b, a=2       | a INTEGER 2; b BOOLEAN 1",
                "`a\t,\tb\t`       | a BOOLEAN 1; b BOOLEAN 1",
                "`  a,b  `         | a BOOLEAN 1; b BOOLEAN 1",
                "`  `              | ``",
            })
    void aDictionaryIsReadMemberByMember(String text, String expected) {
        assertThat(read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "a,",
                "a,,b",
                ",a",
                "\ta",
                "A=1",
                "1",
                "a b",
                "a =1",
                "a= 1",
                "a=",
                "a=1 2",
                "a=1;",
                "a=1;B",
                "a=1;b=",
                "a=1234567890123456",
                "a=1234567890123.1",
                "a=1.1234",
                "a=1.",
                "a=.1",
                "a=-",
                "a=--1",
                "a=+1",
                "a=?2",
                "a=?",
                "a=\"x",
                "a=\"x\\y\"",
                "a=\"\u00e9\"",
                "a=\"x\"y",
                "a=:x",
                "a=:x!:",
                "a=@1.5",
                "a=@x",
                "a=%x",
                "a=%\"%C3\"",
                "a=%\"%c\"",
                "a=%\"\u00e9\"",
                "a=(1",
                "a=(1,2)",
                "a=(1\"x\")",
                "a=1, &&",
                "a=1, \u00e9",
                "a=!",
                "a=1=2",
            })
    void whatIsNotRightToTheEndIsNothingAtAll(String text) {
        assertThat(read(text)).isEqualTo("malformed");
    }
}
