package dev.weir.fields;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §14.4. */
class ContentRangeTest {

    private static ContentRange range(long first, long last) {
        return new ContentRange(first, last, 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 0-0/1", "bytes 3-9/10", "bytes 0-999999999999999998/999999999999999999"})
    void aRangeOfAKnownWholeIsRead(String text) {
        assertThat(ContentRange.parse(text).map(ContentRange::toString)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes ",
                "bytes 0-4",
                "bytes 0-4/*",
                "bytes */10",
                "bytes 4-0/10",
                "bytes 0-10/10",
                "bytes -4/10",
                "bytes 0-/10",
                "bytes a-4/10",
                "bytes 0-4/x",
                "bytes 0-4/",
                "lines 0-4/10",
                "bytes=0-4/10",
                "bytes 0/4-10",
                "bytes 0-9999999999999999998/9999999999999999999",
                "bytes  0-4/10",
                "bytes 0-4/10 ",
            })
    void whatDoesNotSayAllIsNone(String text) {
        assertThat(ContentRange.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0,4, 5,9, true, 0,9",
        "5,9, 0,4, true, 0,9",
        "0,9, 2,4, true, 0,9",
        "3,6, 5,9, true, 3,9",
        "0,4, 6,9, false, 0,0",
        "6,9, 0,4, false, 0,0",
    })
    void twoThatTouchAreOne(long a, long b, long c, long d, boolean touch, long first, long last) {
        assertThat(range(a, b).touches(range(c, d))).isEqualTo(touch);
        if (touch) {
            assertThat(range(a, b).and(range(c, d))).isEqualTo(range(first, last));
        }
    }

    @Test
    void theWholeIsFromTheFirstToTheLast() {
        assertThat(range(0, 99).isWhole()).isTrue();
        assertThat(range(1, 99).isWhole()).isFalse();
        assertThat(range(0, 98).isWhole()).isFalse();
        assertThat(range(10, 20).contains(10, 20)).isTrue();
        assertThat(range(10, 20).contains(9, 20)).isFalse();
        assertThat(range(10, 20).contains(10, 21)).isFalse();
    }
}
