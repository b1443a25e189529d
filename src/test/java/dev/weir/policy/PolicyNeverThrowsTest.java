package dev.weir.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.policy.Storability.Store;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Whatever comes in, each question has an answer, and some things hold of it always. */
class PolicyNeverThrowsTest {

    @Provide
    Arbitrary<Fields> anyFields() {
        Arbitrary<String> names = Arbitraries.of(
                "Cache-Control",
                "Age",
                "Date",
                "Expires",
                "Last-Modified",
                "ETag",
                "Vary",
                "Set-Cookie",
                "Connection",
                "Authorization",
                "If-None-Match",
                "If-Modified-Since",
                "Range",
                "Location",
                "Content-Location",
                "Accept");
        Arbitrary<String> directives = Arbitraries.of(
                        "max-age=9",
                        "s-maxage=5",
                        "no-cache",
                        "no-store",
                        "private",
                        "public",
                        "must-revalidate",
                        "stale-while-revalidate=7",
                        "stale-if-error=8",
                        "max-stale",
                        "max-stale=3",
                        "min-fresh=2",
                        "only-if-cached",
                        "max-age=0",
                        "no-cache=\"age\"",
                        "max-age=99999999999",
                        "must-understand")
                .list()
                .ofMaxSize(4)
                .map(list -> String.join(", ", list));
        Arbitrary<String> odd = Arbitraries.of(
                "\"a\"",
                "W/\"a\"",
                "*",
                "Accept",
                "Sat, 21 Nov 2026 08:00:05 GMT",
                "0",
                "5",
                "99999999999",
                "\"",
                ",",
                "/x",
                "http://[",
                "://",
                "bytes=0-",
                "");
        Arbitrary<String> text = Arbitraries.strings().excludeChars('\r', '\n', '\0');
        Arbitrary<String> values =
                Arbitraries.frequencyOf(Tuple.of(4, directives), Tuple.of(3, odd), Tuple.of(1, text));
        Arbitrary<String[]> line = Combinators.combine(names, values).as((name, value) -> new String[] {name, value});
        return line.list()
                .ofMaxSize(6)
                .map(lines -> Fields.of(lines.stream().flatMap(Arrays::stream).toArray(String[]::new)));
    }

    @Property
    void everyQuestionHasAnAnswer(
            @ForAll("anyFields") Fields request,
            @ForAll("anyFields") Fields response,
            @ForAll("anyFields") Fields newer,
            @ForAll @IntRange(min = 100, max = 599) int status,
            @ForAll @LongRange(min = 0, max = 60) long later) {
        Asked asked = new Asked("GET", Cases.TARGET, request);
        long now = Cases.seconds(later);
        assertThat(Reuse.decide(asked)).isNotNull();
        assertThat(Invalidation.decide(new Asked("POST", Cases.TARGET, request), 200, response))
                .isNotEmpty()
                .allMatch(uri -> uri.startsWith("http://example.com/"));
        if (Storability.decide(asked, status, response, Cases.AT_ONCE) instanceof Store store) {
            Stored stored = store.stored();
            Received received = new Received(now, now, Cases.WALL.plusSeconds(later));
            boolean notModified = Preconditions.isNotModified(asked, stored);
            assertThat(notModified && status != 200).isFalse();
            assertThat(OriginFailure.decide(asked, stored, 503, now)).isNotNull();
            assertThat(Freshening.select(newer, List.of(stored, stored))).hasSizeLessThan(3);
            assertThat(Freshening.freshen(asked, stored, newer, received)).isNotNull();
            assertThat(Freshening.freshenByHead(asked, stored, newer, received)).isNotNull();
            assertThat(stored.selection().matches(request)).isTrue();
        }
    }

    @Property
    void whatMustNotBeStaleNeverIsAndNobodyGetsLessThanHeAskedFor(
            @ForAll("anyFields") Fields request,
            @ForAll("anyFields") Fields response,
            @ForAll @LongRange(min = 0, max = 60) long later) {
        Asked asked = new Asked("GET", Cases.TARGET, request);
        Fields cacheable = response.and("Cache-Control", "max-age=20").and("ETag", "\"z\"");
        if (Storability.decide(asked, 200, cacheable, Cases.AT_ONCE) instanceof Store store) {
            Stored stored = store.stored();
            boolean strict = cacheable.all("Cache-Control").stream()
                    .anyMatch(line -> line.contains("must-revalidate") || line.contains("s-maxage"));
            for (Answer answer : List.of(
                    Reuse.decide(asked, stored, Cases.seconds(later)),
                    OriginFailure.decide(asked, stored, 503, Cases.seconds(later)))) {
                if (answer instanceof Answer.Serve serve) {
                    assertThat(serve.isStale() && strict).isFalse();
                    assertThat(serve.ageMillis() + serve.ttlMillis()).isEqualTo(stored.lifetimeMillis());
                    assertThat(stored.control().noCache()).isFalse();
                }
            }
        }
    }
}
