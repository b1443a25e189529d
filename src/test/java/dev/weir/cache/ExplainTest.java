package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Outcome.Kind;
import dev.weir.policy.Actions;
import dev.weir.policy.Condition;
import dev.weir.policy.Glob;
import dev.weir.policy.Reason;
import dev.weir.policy.Rule;
import dev.weir.policy.Rules;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cache says what it would do with a request, as a user's test would ask. */
class ExplainTest {

    private static Explanation explain(Rig rig, TestRequest request) {
        Explanation said =
                rig.cache.explain(request.scope(TestScope.at(rig.time)).request());
        // To ask changes nothing.
        assertThat(rig.cache.explain(request.scope(TestScope.at(rig.time)).request()))
                .isEqualTo(said);
        return said;
    }

    private static Explanation explain(Rig rig, String target) {
        return explain(rig, TestRequest.get(target));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "GET ; Cache-Control ; no-store ; request-no-store ; RFC 9111 §5.2.1.5",
                "GET ; Authorization ; Basic x ; request-authorization ; RFC 9111 §3.5",
                "HEAD ; Authorization ; Basic x ; request-authorization ; RFC 9111 §3.5",
                "GET ; If-Match ; \"1\" ; request-condition ; RFC 9111 §4.3.2",
                "GET ; If-Unmodified-Since ; x ; request-condition ; RFC 9111 §4.3.2",
                "GET ; Range ; bytes=0-1,4-5 ; request-ranges ; RFC 9111 §3.3",
            })
    void itTellsWhyARequestGoesAlone(String method, String name, String value, String detail, String section) {
        Rig rig = new Rig();
        Explanation missed = explain(rig, TestRequest.of(method, "/x").field(name, value));
        assertThat(missed.reason()).isEqualTo(Reason.NOTHING_STORED);
        assertThat(missed.steps()).extracting(Explanation.Step::detail).containsExactly("nothing-stored", detail);
        assertThat(missed.toString()).contains(" (" + section + ")");
        rig.store("/x", "x", "Cache-Control", "max-age=1", "ETag", "\"1\"");
        rig.advanceSeconds(2);
        assertThat(explain(rig, TestRequest.of(method, "/x").field(name, value)).steps())
                .extracting(Explanation.Step::detail)
                .containsExactly("max-age", "expired", detail);
    }

    @Test
    void ofAHitItTellsTheTimesAndWhereTheyComeFrom() {
        Rig rig = new Rig();
        rig.store("/x", "x", "Cache-Control", "max-age=60, stale-while-revalidate=10", "Vary", "Accept");
        rig.advanceSeconds(20);
        Explanation said = explain(rig, "/x");
        assertThat(said.kind()).isEqualTo(Kind.HIT);
        assertThat(said.reason()).isEqualTo(Reason.FRESH);
        assertThat(said.uri()).isEqualTo("http://localhost/x");
        assertThat(said.held()).get().satisfies(held -> {
            assertThat(held.status()).isEqualTo(200);
            assertThat(held.age()).isEqualTo(Duration.ofSeconds(20));
            assertThat(held.lifetime()).isEqualTo(Duration.ofSeconds(60));
            assertThat(held.ttl()).isEqualTo(Duration.ofSeconds(40));
            assertThat(held.staleWhileRevalidate()).isEqualTo(Duration.ofSeconds(10));
            assertThat(held.staleIfError()).isEqualTo(Duration.ZERO);
            assertThat(held.staleIfUnreachable()).isEqualTo(Duration.ofMinutes(1));
            assertThat(held.since()).isEqualTo(rig.time.now().minusSeconds(20));
            assertThat(held.selectedBy()).containsExactly("accept");
        });
        assertThat(said.steps()).extracting(Explanation.Step::detail).containsExactly("max-age", "fresh");
        assertThat(said.toString())
                .startsWith("GET http://localhost/x: hit\n")
                .contains("\n  fresh: what is stored is fresh (RFC 9111 §4.2)\n")
                .contains("(RFC 9111 §5.2.2.1)")
                .contains("\n  age 20 s, freshness lifetime 60 s, stale in 40 s\n")
                .contains(
                        "\n  then served stale for 10 s while it is validated, for 0 s if the origin fails, and for 60 s if it"
                                + " cannot be reached");
        assertThat(rig.stats().hits()).isZero();
        rig.checkInvariants();
    }

    @Test
    void ofWhatIsStaleItTellsWhatWillBeDone() {
        Rig rig = new Rig();
        rig.store("/x", "x", "Cache-Control", "max-age=1, stale-while-revalidate=5", "ETag", "\"a\"");
        rig.advanceSeconds(2);
        assertThat(explain(rig, "/x").reason()).isEqualTo(Reason.STALE_WHILE_REVALIDATE);
        assertThat(explain(rig, "/x").kind()).isEqualTo(Kind.HIT);
        rig.advanceSeconds(10);
        Explanation expired = explain(rig, "/x");
        assertThat(expired.reason()).isEqualTo(Reason.EXPIRED);
        assertThat(expired.kind()).isEqualTo(Kind.FORWARD);
        assertThat(expired.toString()).contains("stale for 11 s");
        assertThat(rig.asked).hasSize(1);
        rig.checkInvariants();
    }

    @Test
    void ofWhatIsNotStoredItTellsWhy() {
        Rig rig = new Rig();
        assertThat(explain(rig, "/x").reason()).isEqualTo(Reason.NOTHING_STORED);
        Explanation refused = explain(rig, TestRequest.get("/x").field("Cache-Control", "only-if-cached"));
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.reason()).isEqualTo(Reason.ONLY_IF_CACHED);
        assertThat(explain(rig, TestRequest.post("/x")).reason()).isEqualTo(Reason.METHOD_UNSAFE);
        assertThat(explain(rig, TestRequest.get("/x").body("content")).kind()).isEqualTo(Kind.BYPASS);

        rig.get("/x");
        Explanation collapsed = explain(rig, "/x");
        assertThat(collapsed.reason()).isEqualTo(Reason.NOTHING_STORED);
        assertThat(collapsed.steps())
                .extracting(Explanation.Step::detail)
                .containsExactly("nothing-stored", "collapsed");
        rig.asked(0).answer("mine", "Cache-Control", "private");
        assertThat(explain(rig, "/x").reason()).isEqualTo(Reason.UNCACHEABLE_LATELY);

        rig.store("/y", "y", "Cache-Control", "max-age=60", "Vary", "Accept");
        Explanation other = explain(rig, TestRequest.get("/y").field("Accept", "text/html"));
        assertThat(other.reason()).isEqualTo(Reason.VARIANT_NOT_STORED);
        assertThat(other.held()).isEmpty();
        rig.checkInvariants();
    }

    @Test
    void ofWhatWasPurgedSoftlyItTellsThat() {
        Rig rig = new Rig();
        rig.store("/x", "x", "Cache-Control", "max-age=60, stale-while-revalidate=10", "ETag", "\"a\"");
        rig.advanceSeconds(20);
        rig.cache.purge(Purge.url(URI.create("http://localhost/x")).soft());
        Explanation said = explain(rig, "/x");
        assertThat(said.steps())
                .extracting(Explanation.Step::detail)
                .containsExactly("purged-softly", "stale-while-revalidate");
        assertThat(said.toString()).contains("its owner has purged it softly");
        assertThat(said.held().orElseThrow().ttl()).isEqualTo(Duration.ZERO);
        rig.checkInvariants();
    }

    @Test
    void itFindsWhatIsKeptForAUriThatDiffersOnlyWhereThatDoesNotMatter() {
        Rig rig = new Rig();
        String[] fields = {"Cache-Control", "max-age=60", "No-Vary-Search", "params=(\"utm\")"};
        rig.store("/x?a=1&utm=2", "x", fields);
        rig.store("/x?a=1&utm=3", "x", fields);
        assertThat(explain(rig, "/x?a=2&utm=3").kind()).isEqualTo(Kind.FORWARD);
        Explanation said = explain(rig, "/x?a=1&utm=4");
        assertThat(said.kind()).isEqualTo(Kind.HIT);
        assertThat(said.uri()).isEqualTo("http://localhost/x?a=1&utm=4");
        assertThat(said.steps().get(0).toString())
                .startsWith("no-vary-search: ")
                .contains(" for http://localhost/x?a=1 (");
        rig.checkInvariants();
    }

    @Test
    void itTellsInWhichFormItIsServed() {
        Rig rig = new Rig(CacheSettings.ofMemory(Rig.MEMORY).withCompression());
        rig.store("/x", "The same again. ".repeat(200), "Cache-Control", "max-age=60", "Content-Type", "text/html");
        TestRequest takes = TestRequest.get("/x").field("Accept-Encoding", "gzip");
        assertThat(explain(rig, takes).steps())
                .extracting(Explanation.Step::detail)
                .containsExactly("max-age", "coded-later", "fresh");
        rig.get("/x", "Accept-Encoding", "gzip");
        assertThat(explain(rig, takes).toString()).contains("  coded: it is served in gzip, ");
        assertThat(explain(rig, "/x").steps())
                .extracting(Explanation.Step::detail)
                .containsExactly("max-age", "fresh");
        rig.checkInvariants();
    }

    @Test
    void itNamesTheRules() {
        Rule live = new Rule("live", Condition.ANY.withPaths(new Glob("/live/*")), Actions.NONE.withBypass(true));
        Rule times = new Rule("times", Condition.ANY, Actions.NONE.withTtl(Duration.ofSeconds(5)));
        Rule stale = new Rule("stale", Condition.ANY, Actions.NONE.withStaleIfError(Duration.ofSeconds(90)));
        Rig rig = new Rig(CacheSettings.ofMemory(Rig.MEMORY).withRules(Rules.of(live, times, stale)));
        Explanation bypassed = explain(rig, "/live/x");
        assertThat(bypassed.kind()).isEqualTo(Kind.BYPASS);
        assertThat(bypassed.steps().get(0).rule()).contains(live);

        rig.store("/x", "x");
        Explanation said = explain(rig, "/x");
        assertThat(said.toString())
                .contains("  rule-ttl: a rule says for how long: ttl (rule 'times', RFC 9111 §4.2.1)\n")
                .contains("  stale-if-error: ")
                .contains(" (rule 'stale', RFC 5861 §4)\n")
                .contains("freshness lifetime 5 s")
                .contains("for 90 s if the origin fails");
        rig.checkInvariants();
    }
}
