package dev.weir.fields;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.ByteRanges.Span;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §14.1.2. */
class ByteRangesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "bytes=0-499 | 0-499",
                "Bytes=0-0 | 0-0",
                "bytes=500- | 500-9999",
                "bytes=-500 | 9500-9999",
                "bytes=-20000 | 0-9999",
                "bytes=-0 | -",
                "bytes=9999- | 9999-9999",
                "bytes=10000- | -",
                "bytes=9000-20000 | 9000-9999",
                "bytes=0-99999999999999999999 | 0-9999",
                "bytes=99999999999999999999- | -",
                "bytes= 0-1 , ,-1 | 0-1 9999-9999",
                "bytes=20000-30000,5-6 | 5-6",
            })
    void rangesAreCutToTheContent(String text, String expected) {
        String spans = ByteRanges.parse(text).orElseThrow().of(10_000).stream()
                .map(span -> span.first() + "-" + span.last())
                .collect(Collectors.joining(" "));
        assertThat(spans).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=1",
                "bytes=a-b",
                "bytes=1-x",
                "bytes=5-4",
                "bytes=1-2,x",
                "items=0-1",
                "bytes =0-1",
                "bytes=--1",
                "bytes=1-2-3",
                "bytes=+1-2"
            })
    void whatIsMalformedOrOfAnotherUnitIsIgnored(String text) {
        assertThat(ByteRanges.parse(text)).isEmpty();
    }

    @Test
    void theirTextAsksForThem() {
        assertThat(ByteRanges.parse("Bytes=00-1").orElseThrow()).hasToString("bytes=0-1");
        assertThat(ByteRanges.parse("bytes=1-2, 5- ,-3").orElseThrow()).hasToString("bytes=1-2,5-,-3");
    }

    @Test
    void emptyContentSatisfiesNothing() {
        assertThat(ByteRanges.parse("bytes=0-,-5").orElseThrow().of(0)).isEmpty();
        assertThat(new Span(3, 5).length()).isEqualTo(3);
    }
}
