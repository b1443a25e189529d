package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordsTest {

    private static Buffer bytes(String text) {
        return Buffer.buffer(text.replace("n", "\n").replace("r", "\r"));
    }

    /** In text, n is a line feed and r a carriage return. */
    @ParameterizedTest
    @CsvSource({
        "xnn, 3, true",
        "xn, -1, false",
        "x, -1, false",
        "xnynn, 5, true",
        "xnnynn, 3, true",
        "xnny, 3, false",
        "xnnyn, 3, false",
        "xrrx, 3, false",
        "xrnrn, 5, true",
        "xrnrnx, 5, false",
        "xrnx, -1, false",
        "xrnn, 4, true",
        "xnrnx, 4, false",
        "xnnn, 3, true"
    })
    void anEventEndsWithABlankLine(String text, int first, boolean between) {
        Records records = Records.events();
        assertThat(records.firstEnd(bytes(text))).isEqualTo(first);
        assertThat(records.isBetween()).isEqualTo(between);
    }

    @ParameterizedTest
    @CsvSource({"xnn, x", "xnyn, ynn", "xrnrn, yrnrn", "xrr, yrr", "xnynn, yrnyrnrn"})
    void whereverItIsCutItIsFound(String one, String two) {
        String text = one + two;
        for (int cut = 1; cut < text.length(); cut++) {
            Records whole = Records.events();
            whole.firstEnd(bytes(text));
            Records cutUp = Records.events();
            cutUp.firstEnd(bytes(text.substring(0, cut)));
            cutUp.firstEnd(bytes(text.substring(cut)));
            assertThat(cutUp.isBetween()).as(text + " cut at " + cut).isEqualTo(whole.isBetween());
        }
    }

    @Test
    void theLineFeedOfACrlfThatIsCutBelongsToTheEventBefore() {
        Records records = Records.events();
        assertThat(records.firstEnd(bytes("xrnr"))).isEqualTo(4);
        assertThat(records.firstEnd(bytes("nyrnrn"))).isEqualTo(6);
        assertThat(records.isBetween()).isTrue();
    }

    @Test
    void recordsOfLinesEndWithEachLine() {
        Records records = Records.lines();
        assertThat(records.isBetween()).isTrue();
        assertThat(records.firstEnd(bytes("{}"))).isEqualTo(Records.NONE);
        assertThat(records.isBetween()).isFalse();
        assertThat(records.firstEnd(bytes("xn{}n"))).isEqualTo(2);
        assertThat(records.isBetween()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/event-stream; charset=utf-8 | true",
                "Application/X-NDJSON | true",
                "application/jsonl | true",
                "application/json | false",
                "text/plain | false",
                "nonsense | false"
            })
    void theTypeTells(String type, boolean known) {
        Fields fields = Fields.of("Content-Type", type);
        assertThat(Records.of(fields).isPresent()).isEqualTo(known);
        assertThat(Records.of(fields.with("Content-Encoding", "gzip"))).isEmpty();
    }
}
