package dev.weir.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.policy.Storability.Store;
import dev.weir.support.Trials;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes in, each question has an answer, and some things hold of it always. */
class PolicyNeverThrowsTest {

    private static final List<String> NAMES = List.of(
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
            "Range",
            "Content-Range",
            "If-Modified-Since",
            "Location",
            "Content-Location",
            "Accept");
    private static final List<String> DIRECTIVES = List.of(
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
            "must-understand");
    private static final List<String> ODD = List.of(
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
            "bytes 0-4/10",
            "bytes 5-9/10",
            "");

    private static Fields fields(Random random) {
        String[] lines = new String[2 * random.nextInt(7)];
        for (int i = 0; i < lines.length; i += 2) {
            lines[i] = Trials.oneOf(random, NAMES);
            lines[i + 1] = value(random);
        }
        return Fields.of(lines);
    }

    private static String value(Random random) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> Trials.some(random, 4, ", ", DIRECTIVES);
            case 4, 5, 6 -> Trials.oneOf(random, ODD);
            default -> Trials.text(random).replaceAll("[\\r\\n\\x00]", "");
        };
    }

    @Test
    void everyQuestionHasAnAnswer() {
        Trials.run(random -> {
            Fields request = fields(random);
            Fields response = fields(random);
            Fields newer = fields(random);
            int status = random.nextInt(100, 600);
            long later = random.nextLong(61);
            Asked asked = new Asked("GET", Cases.TARGET, request);
            long now = Cases.seconds(later);
            assertThat(Reuse.decide(asked)).isNotNull();
            assertThat(Invalidation.decide(new Asked("POST", Cases.TARGET, request), 200, response))
                    .isNotEmpty()
                    .allMatch(uri -> uri.startsWith("http://example.com/"));
            if (Storability.decide(asked, status, response, Cases.AT_ONCE, Terms.DEFAULT) instanceof Store store) {
                Stored stored = store.stored();
                Received received = new Received(now, now, Cases.WALL.plusSeconds(later));
                boolean notModified = Preconditions.isNotModified(asked, stored);
                assertThat(notModified && stored.status() != 200).isFalse();
                assertThat(PartialContent.decide(asked, stored, 10)).isNotNull();
                assertThat(PartialContent.combine(asked, stored, 10, newer, received))
                        .isNotNull();
                assertThat(OriginFailure.decide(asked, stored, 503, now, now)).isNotNull();
                assertThat(Freshening.freshenOther(asked, stored, newer, received))
                        .isNotNull();
                assertThat(Freshening.freshen(asked, stored, newer, received)).isNotNull();
                assertThat(Freshening.freshenByHead(asked, stored, 10, newer, received))
                        .isNotNull();
                assertThat(stored.selection().matches(request, Variation.STANDARD))
                        .isTrue();
            }
        });
    }

    @Test
    void whatMustNotBeStaleNeverIsAndNobodyGetsLessThanHeAskedFor() {
        Trials.run(random -> {
            Fields request = fields(random);
            Fields response = fields(random);
            long later = random.nextLong(61);
            Asked asked = new Asked("GET", Cases.TARGET, request);
            Fields cacheable = response.and("Cache-Control", "max-age=20").and("ETag", "\"z\"");
            if (Storability.decide(asked, 200, cacheable, Cases.AT_ONCE, Terms.DEFAULT) instanceof Store store) {
                Stored stored = store.stored();
                boolean strict = cacheable.all("Cache-Control").stream()
                        .anyMatch(line -> line.contains("must-revalidate") || line.contains("s-maxage"));
                for (Answer answer : List.of(
                        Reuse.decide(asked, stored, Cases.seconds(later)),
                        OriginFailure.decide(asked, stored, 503, Cases.seconds(later), 0))) {
                    if (answer instanceof Answer.Serve serve) {
                        assertThat(serve.isStale() && strict).isFalse();
                        assertThat(serve.ageMillis() + serve.ttlMillis()).isEqualTo(stored.lifetimeMillis());
                        assertThat(stored.noCache()).isFalse();
                    }
                }
            }
        });
    }
}
