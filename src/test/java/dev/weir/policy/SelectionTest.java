package dev.weir.policy;

import static dev.weir.policy.Cases.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.fields.Vary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9111 §4.1. */
class SelectionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "Foo ; Foo: 1 ; foo: 1 ; true",
                "Foo ; Foo: 1 ; Foo: 2 ; false",
                "Foo ; Foo: a ; Foo: A ; false",
                "Foo ; - ; - ; true",
                "Foo ; - ; Bar: 1 ; true",
                // absent matches only absent
                "Foo ; - ; Foo: ; false",
                "Foo ; Foo: ; Foo: ; true",
                "Foo ; Foo: 1 ; - ; false",
                // combining lines, white space
                "Foo ; Foo: 1 | Foo: 2 ; Foo: 1, 2 ; true",
                "Cookie ; Cookie: u=a,b ; Cookie: u=a, b ; false",
                "Cookie ; Cookie: u=a ; Cookie:  u=a ; true",
                "User-Agent ; User-Agent: a,b ; User-Agent: a, b ; false",
                "Foo ; Foo: 1,2 ; Foo: 1 ,\t2 ; true",
                "Foo ; Foo: 1, 2 ; Foo: 1,  2 ; true",
                "Foo ; Foo: 1, 2 ; Foo: 1 , 2 ; true",
                "Foo ; Foo: 1, 2 ; Foo: 1,2,  ; false",
                "Foo ; Foo: 1, 2,3 ; Foo: 1,2,3 ; true",
                "Foo ; Foo: ,1 ; Foo: , 1 ; true",
                "Foo ; Foo: 1, 2 ; Foo: 2, 1 ; false",
                "Foo ; Foo: a b ; Foo: ab ; false",
                "Foo ; Foo: a, ; Foo: a ; false",
                // but not within quotes or comments
                "Foo ; Foo: \"1, 2\" ; Foo: \"1,2\" ; false",
                "Foo ; Foo: \"1,2\" ,3 ; Foo: \"1,2\" ,4 ; false",
                "Foo ; Foo: (1, 2) ; Foo: (1,2) ; false",
                // without case where the field's values have none
                "Accept-Encoding ; Accept-Encoding: GZIP, br ; Accept-Encoding: gzip,br ; true",
                "Accept-Language ; Accept-Language: en-GB ; Accept-Language: en-gb ; true",
                "Accept-Charset ; Accept-Charset: UTF-8 ; Accept-Charset: utf-8 ; true",
                "Cookie ; Cookie: A=b ; Cookie: a=b ; false",
                "Cookie ; 'Cookie: a=b; c=d' ; Cookie: a=b | Cookie: c=d ; true",
                // all of the names, and no other field
                "Foo, Bar ; Foo: 1 | Bar: 2 ; Bar: 2 | Foo: 1 ; true",
                "Foo, Bar ; Foo: 1 | Bar: 2 ; Bar: 3 | Foo: 1 ; false",
                "Foo, Bar ; Foo: 1 | Bar: 2 ; Bar: 2 ; false",
                "Foo ; Foo: 1 | Bar: 2 ; Bar: 3 | Foo: 1 ; true",
            })
    void selectingFieldsMatchIfTheyMeanTheSame(String vary, String original, String presented, boolean expected) {
        Vary names = Vary.of(Fields.of("Vary", vary));
        Selection one = Selection.of(names, fields(original == null ? "" : original), Variation.STANDARD);
        Fields other = fields(presented == null ? "" : presented);
        assertThat(one.matches(other, Variation.STANDARD)).isEqualTo(expected);
        assertThat(one.equals(Selection.of(names, other, Variation.STANDARD))).isEqualTo(expected);
    }

    @Test
    void withoutVaryEverythingMatches() {
        Selection none = Selection.of(Vary.NONE, fields("Foo: 1"), Variation.STANDARD);
        assertThat(none).isSameAs(Selection.NONE);
        assertThat(none.matches(fields("Foo: 2"), Variation.STANDARD)).isTrue();
    }
}
