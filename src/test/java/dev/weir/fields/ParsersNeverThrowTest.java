package dev.weir.fields;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.support.Trials;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes in, each parser gives an answer. */
class ParsersNeverThrowTest {

    private static final List<String> PIECES = List.of(
            "\"",
            "\\",
            ",",
            ";",
            "=",
            " ",
            "\t",
            "*",
            "W/",
            "-",
            "bytes=",
            "max-age",
            "no-cache",
            "private",
            "q",
            "0.5",
            "99999999999999999999",
            "/",
            "a",
            "GMT",
            ":",
            "Sun, ",
            "Sunday, ",
            "06",
            "Nov",
            "\u00e9",
            "\uffff",
            "%",
            "(");

    /** What a field might hold if somebody meant no good: the characters that matter, and pieces of what is right. */
    private static String nasty(Random random) {
        return random.nextBoolean() ? Trials.some(random, 12, "", PIECES) : Trials.text(random);
    }

    @Test
    void everyParserAnswers() {
        Trials.run(random -> {
            String text = nasty(random);
            assertThat(HttpDate.parse(text, Instant.EPOCH)).isNotNull();
            assertThat(EntityTag.parse(text)).isNotNull();
            assertThat(EntityTags.parse(text)).isNotNull();
            assertThat(CommaList.members(text)).doesNotContain("");
            assertThat(DeltaSeconds.parse(text)).isBetween(-1L, DeltaSeconds.MAX);
            assertThat(MediaType.parse(text).flatMap(MediaType::charset)).isNotNull();
            assertThat(Weighted.parse(text)).allMatch(w -> w.thousandths() >= 0 && w.thousandths() <= 1_000);
            assertThat(ByteRanges.parse(text).map(ranges -> ranges.of(100)).orElse(List.of()))
                    .allMatch(span -> span.first() >= 0 && span.first() <= span.last() && span.last() < 100);
            assertThat(ForwardedElement.node(text, 1)).isNotNull();
            assertThat(StructuredFields.dictionary(text)).isNotNull();
            assertThat(ContentRange.parse("bytes " + text).stream())
                    .allMatch(range -> range.first() <= range.last() && range.last() < range.complete());
        });
    }

    @Test
    void cacheControlAnswersWithinBounds() {
        Trials.run(random -> {
            String text = nasty(random);
            String targeted = text.replaceAll("[\\r\\n\\x00]", "");
            CacheControl control = random.nextBoolean()
                    ? CacheControl.parse(text)
                    : CacheControl.targeted(Fields.of("X", targeted), "X").orElse(CacheControl.NONE);
            assertThat(List.of(
                            control.maxAge(),
                            control.sharedMaxAge(),
                            control.maxStale(),
                            control.minFresh(),
                            control.staleIfError(),
                            control.staleWhileRevalidate()))
                    .allMatch(seconds -> seconds >= -1 && seconds <= DeltaSeconds.MAX);
        });
    }

    @Test
    void aProhibitionInAMemberOfItsOwnIsNeverLost() {
        Trials.run(random -> {
            String before = nasty(random);
            boolean open = before.chars().filter(c -> c == '"').count() > 0;
            assertThat(open || CacheControl.parse(before + ",no-store").noStore())
                    .isTrue();
            assertThat(CacheControl.parse("no-store," + before).noStore()).isTrue();
        });
    }

    @Test
    void whatIsWrittenIsAFieldValue() {
        Trials.run(random -> {
            String text = nasty(random);
            assertThat(FieldSyntax.isValue(new StructuredWriter().string(text).toString()))
                    .isTrue();
            assertThat(FieldSyntax.isValue(new ForwardedElement(text, text, text, text).toString()))
                    .isTrue();
        });
    }

    @Test
    void aTagOfAListIsOneByItself() {
        Trials.run(random -> {
            String text = nasty(random);
            for (EntityTag tag : EntityTags.parse(text).list()) {
                assertThat(EntityTag.parse(tag.toString())).contains(tag);
            }
        });
    }

    @Test
    void linesOfAViewAreReadWhateverTheyHold() {
        Trials.run(random -> {
            String text = nasty(random);
            Fields view = FieldLines.builder()
                    .addUnchecked("Connection", text)
                    .addUnchecked("Vary", text)
                    .addUnchecked("Age", text)
                    .addUnchecked("Accept-Encoding", text)
                    .build();
            assertThat(Vary.of(view)).isNotNull();
            assertThat(HopByHop.options(view)).isNotNull();
            assertThat(DeltaSeconds.age(view)).isBetween(0L, DeltaSeconds.MAX);
            assertThat(AcceptEncoding.choose(view, List.of("gzip"))).isNotNull();
        });
    }
}
