package dev.weir.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in, each parser gives an answer. */
class ParsersNeverThrowTest {

    /** What a field might hold if somebody meant no good: the characters that matter, and pieces of what is right. */
    @Provide
    Arbitrary<String> nasty() {
        Arbitrary<String> pieces = Arbitraries.of(
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
        return Arbitraries.oneOf(pieces.list().ofMaxSize(12).map(list -> String.join("", list)), Arbitraries.strings());
    }

    @Property
    void everyParserAnswers(@ForAll("nasty") String text) {
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
    }

    @Property
    void cacheControlAnswersWithinBounds(@ForAll("nasty") String text) {
        CacheControl control = CacheControl.parse(text);
        assertThat(List.of(
                        control.maxAge(),
                        control.sharedMaxAge(),
                        control.maxStale(),
                        control.minFresh(),
                        control.staleIfError(),
                        control.staleWhileRevalidate()))
                .allMatch(seconds -> seconds >= -1 && seconds <= DeltaSeconds.MAX);
    }

    @Property
    void aProhibitionInAMemberOfItsOwnIsNeverLost(@ForAll("nasty") String before) {
        boolean open = before.chars().filter(c -> c == '"').count() > 0;
        assertThat(open || CacheControl.parse(before + ",no-store").noStore()).isTrue();
        assertThat(CacheControl.parse("no-store," + before).noStore()).isTrue();
    }

    @Property
    void whatIsWrittenIsAFieldValue(@ForAll("nasty") String text) {
        assertThat(FieldSyntax.isValue(new StructuredWriter().string(text).toString()))
                .isTrue();
        assertThat(FieldSyntax.isValue(new ForwardedElement(text, text, text, text).toString()))
                .isTrue();
    }

    @Property
    void aTagOfAListIsOneByItself(@ForAll("nasty") String text) {
        for (EntityTag tag : EntityTags.parse(text).list()) {
            assertThat(EntityTag.parse(tag.toString())).contains(tag);
        }
    }

    @Property
    void linesOfAViewAreReadWhateverTheyHold(@ForAll("nasty") String text) {
        Fields view = FieldLines.builder()
                .addUnchecked("Connection", text)
                .addUnchecked("Vary", text)
                .addUnchecked("Age", text)
                .addUnchecked("Accept-Encoding", text)
                .build();
        assertThat(Vary.of(view)).isNotNull();
        assertThat(HopByHop.options(view)).isNotNull();
        assertThat(DeltaSeconds.age(view)).isGreaterThanOrEqualTo(-1);
        assertThat(AcceptEncoding.choose(view, List.of("gzip"))).isNotNull();
    }
}
