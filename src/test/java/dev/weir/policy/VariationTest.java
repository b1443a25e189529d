package dev.weir.policy;

import static dev.weir.policy.Cases.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.weir.fields.Fields;
import dev.weir.fields.Vary;
import dev.weir.policy.Storability.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cache's owner rules about the fields that responses vary by. */
class VariationTest {

    private static final UnaryOperator<String> DEVICE = Normalise.words("desktop", "bot", "robot", "Mobi", "phone");

    @ParameterizedTest
    @CsvSource({
        "'', identity",
        "identity, identity",
        "'gzip, deflate, br, zstd', 'br, gzip'",
        "'br;q=0.5, GZIP', 'br, gzip'",
        "'gzip, br;q=0', gzip",
        "deflate, identity",
        "'deflate, identity;q=0', identity;q=0",
        "*, 'br, gzip'",
        "'gzip;q=0.5, identity', identity",
        "x-gzip, gzip",
    })
    void codingsThatTheClientTakes(String value, String expected) {
        assertThat(Normalise.codings("br", "gzip").apply(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'text/html, application/json'",
        "*/*, 'text/html, application/json'",
        "'text/html,application/xml;q=0.9,*/*;q=0.8', 'text/html, application/json;q=0.9'",
        "application/json, application/json",
        "'application/json, */*;q=0.1', 'application/json, text/html;q=0.9'",
        "'text/*, application/json;q=0', text/html",
        "'*/*, text/html;q=0.3, text/*;q=0.9', 'application/json, text/html;q=0.9'",
        "image/png, ''",
        "'text/html;level=1', ''",
    })
    void typesThatTheClientTakes(String value, String expected) {
        assertThat(Normalise.types("text/html", "application/json").apply(value))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "'de-CH, en;q=0.5', de",
        "'en;q=0.5, de;q=0.7', de",
        "'fr, en-GB-oed;q=0.5', en",
        "'zh-Hant-x-a, en;q=0.1', zh-hant",
        "'de;q=0, en', en",
        "'fr, *', ''",
        "deutsch, ''",
        "de-a, de",
        "de-a-b-c, de",
        "zh-hant-, zh-hant",
        "-zh, ''",
        "'a-de, -', ''",
    })
    void theLanguageThatTheClientLikesBest(String value, String expected) {
        assertThat(Normalise.languages("en", "de", "zh-Hant").apply(value)).isEqualTo(expected);
    }

    /** Where a text is made for each of its subtags, this takes ten seconds, else milliseconds. */
    @Test
    void aTagOfVeryManySubtagsTakesNoMoreThanItsLengthIsWorth() {
        String tag = "de" + "-ab".repeat(1 << 18);
        assertTimeout(
                Duration.ofSeconds(2),
                () -> assertThat(Normalise.languages("en", "de").apply(tag)).isEqualTo("de"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "'a=1; session=x; theme=dark', 'a=1; theme=dark'",
        "'theme=dark;a=1', 'a=1; theme=dark'",
        "'session=x', ''",
        "'theme=; xtheme=1', theme=",
        "'Theme=dark', ''",
        "'theme', ''",
    })
    void onlyTheCookiesThatAreNamed(String value, String expected) {
        assertThat(Normalise.cookies("theme", "a").apply(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', desktop",
        "Mozilla/5.0 (X11; Linux x86_64), desktop",
        "'Mozilla/5.0 (iPhone) MOBIle/15', phone",
        "'Mobile Googlebot', robot",
    })
    void theFirstWordThatOccurs(String value, String expected) {
        assertThat(DEVICE.apply(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "User-Agent: X ; User-Agent: Y ; true",
                "User-Agent: X ; '' ; true",
                "User-Agent: X ; User-Agent: Mobi ; false",
                "User-Agent: Mobi | Accept: a/b ; User-Agent: a Mobi | Accept: c/d ; true",
                "Cookie: s=1 ; '' ; true",
                "Cookie: s=1 | Cookie: a=2 ; Cookie: a=2; true",
                "Cookie: a=1 ; Cookie: a=2; false",
            })
    void ruledValuesAreComparedAndAskedWith(String original, String presented, boolean expected) {
        for (Variation variation : new Variation[] {Variation.STANDARD, Variation.STANDARD.remembering()}) {
            Variation ruled = variation.with("User-Agent", DEVICE).with("Cookie", Normalise.cookies("a"));
            Vary vary = Vary.of(Fields.of("Vary", "User-Agent, Cookie"));
            Selection one = Selection.of(vary, fields(original), ruled);
            assertThat(one.matches(fields(presented), ruled)).isEqualTo(expected);
            assertThat(one.equals(Selection.of(vary, fields(presented), ruled))).isEqualTo(expected);
            // What the origin is asked with says the same of both, or the response would not be for both.
            assertThat(asked(ruled, original).equals(asked(ruled, presented))).isEqualTo(expected);
        }
    }

    private static String asked(Variation ruled, String request) {
        Fields reduced = ruled.reduced(fields(request));
        return reduced.combined("User-Agent", "none") + reduced.combined("Cookie", "none");
    }

    @Test
    void aRequestOfWhichTheRulesLeaveAllIsTheSame() {
        Variation ruled = Variation.STANDARD.with("Cookie", Normalise.cookies("a"));
        Fields plain = fields("Cookie: a=1 | Accept: x");
        assertThat(ruled.reduced(plain)).isSameAs(plain);
        assertThat(ruled.reduces(plain)).isFalse();
        assertThat(ruled.reduces(fields("Cookie: a=1; b=2"))).isTrue();
        assertThat(ruled.reduced(fields("Cookie: b=2 | Accept: x")))
                .hasToString(fields("Accept: x").toString());
    }

    @Test
    void aValueThatWasSeenLatelyIsNotWorkedOutAgain() {
        AtomicInteger asked = new AtomicInteger();
        Variation ruled = Variation.STANDARD.remembering().with("Foo", value -> {
            asked.incrementAndGet();
            return "x";
        });
        Vary vary = Vary.of(Fields.of("Vary", "Foo"));
        for (int i = 0; i < 10; i++) {
            assertThat(Selection.of(vary, fields("Foo: 1"), ruled).values()).containsExactly("x");
        }
        assertThat(asked).hasValue(1);
        // By another rule it is another form.
        Variation other = ruled.with("Foo", value -> "y");
        assertThat(Selection.of(vary, fields("Foo: 1"), other).values()).containsExactly("y");
    }

    @Test
    void oneRequestIsRuledOnceHoweverManyResponsesThereAre() {
        AtomicInteger asked = new AtomicInteger();
        String long1 = "x".repeat(1_000);
        Variation ruled = Variation.STANDARD.remembering().with("Foo", value -> {
            asked.incrementAndGet();
            return value.substring(value.length() - 1);
        });
        Terms terms = Terms.DEFAULT.withVariation(ruled);
        List<Stored> candidates = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            candidates.add(((Store) Storability.decide(
                            Cases.get("Foo: " + long1 + i),
                            200,
                            fields("Cache-Control: max-age=9 | Vary: Foo"),
                            Cases.AT_ONCE,
                            terms))
                    .stored());
        }
        asked.set(0);
        assertThat(Precedence.select(Cases.get("Foo: " + long1 + 8), candidates, Function.identity()))
                .containsSame(candidates.get(8));
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Variation.STANDARD.with("User Agent", DEVICE))
                .hasMessageContaining("User Agent")
                .hasMessageContaining("field name");
        assertThatThrownBy(() -> Variation.STANDARD.withLimit(0)).hasMessageContaining("1 or more");
        assertThatThrownBy(() -> Normalise.words("x", "lone")).hasMessageContaining("'lone'");
    }
}
