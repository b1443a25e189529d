package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Response;
import dev.weir.policy.Actions;
import dev.weir.policy.Actions.SetCookie;
import dev.weir.policy.Condition;
import dev.weir.policy.Glob;
import dev.weir.policy.Reason;
import dev.weir.policy.Rule;
import dev.weir.policy.Rules;
import dev.weir.policy.StatusRange;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a cache with rules does. */
class RuledTest {

    private static final Duration TEN = Duration.ofSeconds(10);
    private static final Rule NO_ADMIN =
            new Rule("no admin", Condition.ANY.withPaths(new Glob("/admin/*")), Actions.NONE.withBypass(true));
    private static final Rule ERRORS = new Rule(
            "errors",
            Condition.ANY.withStatuses(new StatusRange(404, 404), new StatusRange(500, 504)),
            Actions.NONE.withTtl(TEN));

    private static Rig rig(Rule... rules) {
        return new Rig(CacheSettings.ofMemory(Rig.MEMORY).withRules(Rules.of(rules)));
    }

    private static Rule always(Actions then) {
        return new Rule("always", Condition.ANY, then);
    }

    @Test
    void whatBypassesIsNeitherAnsweredFromTheCacheNorStoredNorWaitedFor() {
        Rig rig = rig(NO_ADMIN);
        Client first = rig.get("/admin/users?page=1");
        Client second = rig.get("/admin/users?page=1");
        assertThat(rig.asked).hasSize(2);
        rig.asked(0).answer("a", "Cache-Control", "max-age=60");
        rig.asked(1).answer("b", "Cache-Control", "max-age=60");
        assertThat(first.call().text()).isEqualTo("a");
        assertThat(second.call().text()).isEqualTo("b");
        assertThat(first.status()).isEqualTo("Weir;fwd=bypass;fwd-status=200;detail=\"no admin\"");
        assertThat(first.call().response().get(Cache.OUTCOME)).get().satisfies(outcome -> {
            assertThat(outcome.reason()).isEqualTo(Reason.RULE_BYPASS);
            assertThat(outcome.rule()).contains(NO_ADMIN);
        });
        assertThat(rig.stats().entries()).isZero();
        rig.store("/page", "c", "Cache-Control", "max-age=60");
        assertThat(rig.get("/page").status()).isEqualTo("Weir;hit;ttl=60");
        rig.checkInvariants();
    }

    @Test
    void aRequestThatBypassesGoesAsItCame() {
        Rig rig = rig(NO_ADMIN);
        rig.get("/admin/", "Range", "bytes=0-1", "If-None-Match", "\"a\"", "X-Forwarded-For", "192.0.2.1");
        Fields fields = rig.asked(0).request.fields();
        assertThat(fields.get("Range")).contains("bytes=0-1");
        assertThat(fields.get("If-None-Match")).contains("\"a\"");
        assertThat(fields.get("X-Forwarded-For")).contains("192.0.2.1");
        rig.asked(0).answer("a");
        rig.checkInvariants();
    }

    @Test
    void anUnsafeRequestUnderABypassedPathInvalidatesAllTheSame() {
        Rig rig = rig(NO_ADMIN);
        rig.store("/page", "old", "Cache-Control", "max-age=60");
        Client post = rig.send("POST", "/admin/save");
        rig.asked(1)
                .answer("saved", "Location", "/page", "Cache-Control", "max-age=60", "Content-Location", "/admin/save");
        assertThat(post.status()).isEqualTo("Weir;fwd=method;fwd-status=200;detail=unsafe-method");
        assertThat(rig.stats().entries()).isZero();
        rig.checkInvariants();
    }

    @Test
    void errorsAreStoredForAsLongAsARuleSays() {
        Rig rig = rig(ERRORS);
        for (int status : new int[] {404, 503}) {
            int before = rig.asked.size();
            Client first = rig.get("/x" + status);
            Client second = rig.get("/x" + status);
            rig.asked(before).answer(Response.of(status));
            assertThat(first.status()).isEqualTo("Weir;fwd=uri-miss;fwd-status=" + status + ";stored;ttl=10");
            assertThat(second.call().status()).isEqualTo(status);
            rig.advanceSeconds(9);
            Client later = rig.get("/x" + status);
            assertThat(later.call().status()).isEqualTo(status);
            assertThat(later.status()).isEqualTo("Weir;hit;ttl=1");
            rig.advanceSeconds(1);
            rig.get("/x" + status);
            assertThat(rig.asked).hasSize(before + 2);
            rig.asked(before + 1).answer("good again", "Cache-Control", "max-age=60");
        }
        rig.checkInvariants();
    }

    @Test
    void aFailureThatIsStoredByRuleSparesAnOriginThatFailsAtAValidation() {
        Rig rig = rig(ERRORS);
        rig.store("/x", "good", "Cache-Control", "max-age=1, must-revalidate", "ETag", "\"a\"");
        rig.advanceSeconds(2);
        Client first = rig.get("/x");
        rig.asked(1).answer(Response.of(503));
        assertThat(first.status()).isEqualTo("Weir;fwd=stale;fwd-status=503;stored;ttl=10");
        assertThat(rig.get("/x").status()).isEqualTo("Weir;hit;ttl=10");
        rig.checkInvariants();
    }

    @Test
    void whatMayStandInForAFailureComesBeforeStoringTheFailure() {
        Rig rig = rig(ERRORS);
        rig.store("/x", "good", "Cache-Control", "max-age=1, stale-if-error=60", "ETag", "\"a\"");
        rig.advanceSeconds(2);
        Client first = rig.get("/x");
        rig.asked(1).answer(Response.of(503));
        assertThat(first.call().text()).isEqualTo("good");
        assertThat(first.status()).isEqualTo("Weir;fwd=stale;fwd-status=503;ttl=-1;detail=stale-if-error");
        rig.checkInvariants();
    }

    @Test
    void whatWaitedForASlowOriginSharesWhatARuleGivesALifetime() {
        Rig rig = rig(always(Actions.NONE.withTtl(Duration.ofSeconds(1))));
        Client first = rig.get("/x");
        Client second = rig.get("/x");
        rig.advanceSeconds(5);
        rig.asked(0).answer("slow");
        assertThat(first.status()).isEqualTo("Weir;fwd=uri-miss;fwd-status=200;stored;ttl=1");
        assertThat(second.status()).isEqualTo("Weir;fwd=uri-miss;fwd-status=200;stored;collapsed;ttl=1");
        assertThat(rig.get("/x").status()).isEqualTo("Weir;hit;ttl=1");
        rig.checkInvariants();
    }

    @Test
    void a304RenewsTheLifetimeThatARuleGives() {
        Rig rig = rig(always(Actions.NONE.withTtl(TEN)));
        rig.store("/x", "good", "Cache-Control", "max-age=1", "ETag", "\"a\"");
        rig.advanceSeconds(10);
        Client stale = rig.get("/x");
        rig.asked(1).answer(Response.of(304).with("ETag", "\"a\"").with("Cache-Control", "max-age=1"));
        assertThat(stale.call().text()).isEqualTo("good");
        assertThat(rig.get("/x").status()).isEqualTo("Weir;hit;ttl=10");
        rig.checkInvariants();
    }

    @Test
    void aStaleResponseIsServedMeanwhileWhereARuleSaysSo() {
        Rig rig = rig(always(Actions.NONE.withStaleWhileRevalidate(TEN)));
        rig.store("/x", "old", "Cache-Control", "max-age=1");
        rig.advanceSeconds(2);
        Client stale = rig.get("/x");
        assertThat(stale.status()).isEqualTo("Weir;hit;ttl=-1;detail=stale-while-revalidate");
        rig.asked(1).answer("new", "Cache-Control", "max-age=1");
        assertThat(rig.get("/x").call().text()).isEqualTo("new");
        rig.checkInvariants();
    }

    @Test
    void aCookieThatIsDroppedGoesToTheOneWhoseRequestItAnswersAndToNobodyElse() {
        Rig rig = rig(always(Actions.NONE.withSetCookie(SetCookie.DROP)));
        Client first = rig.get("/x");
        Client second = rig.get("/x");
        rig.asked(0).answer("page", "Cache-Control", "max-age=60", "Set-Cookie", "session=1");
        assertThat(first.call().field("Set-Cookie")).isEqualTo("session=1");
        assertThat(second.call().text()).isEqualTo("page");
        assertThat(second.call().field("Set-Cookie")).isEmpty();
        assertThat(rig.get("/x").status()).isEqualTo("Weir;hit;ttl=60");
        assertThat(rig.get("/x").call().field("Set-Cookie")).isEmpty();
        rig.checkInvariants();
    }

    @Test
    void soDoThoseOfPartsThatAreCombined() {
        Rig rig = rig(always(Actions.NONE.withSetCookie(SetCookie.DROP)));
        String[] parts = {"0123", "456789"};
        for (int i = 0; i < 2; i++) {
            String range = i == 0 ? "0-3" : "4-9";
            rig.get("/x", "Range", "bytes=" + range);
            rig.asked(i)
                    .answer(Response.text(parts[i])
                            .withStatus(206)
                            .with("Content-Range", "bytes " + range + "/10")
                            .with("ETag", "\"a\"")
                            .with("Cache-Control", "max-age=60")
                            .with("Set-Cookie", "session=" + i));
        }
        assertThat(rig.get("/x").call().text()).isEqualTo("0123456789");
        assertThat(rig.get("/x").call().field("Set-Cookie")).isEmpty();
        rig.checkInvariants();
    }

    /** What is not obeyed says nothing about credentials either. */
    @Test
    void aRefreshOfWhatIsStoredByARuleAloneHasNone() {
        Rig rig = rig(always(Actions.NONE
                .withIgnoreCacheControl(true)
                .withTtl(Duration.ofSeconds(1))
                .withStaleWhileRevalidate(Duration.ofSeconds(600))));
        rig.store("/x", "page", "Cache-Control", "public");
        rig.advanceSeconds(2);
        rig.get("/x", "Authorization", "Basic a");
        rig.asked(1).answer("new", "Cache-Control", "public");
        assertThat(rig.get("/x", "Authorization", "Basic a").call().text()).isEqualTo("new");
        rig.checkInvariants();
    }

    @Test
    void soDoesTheCookieOfA304() {
        Rig rig = rig(always(Actions.NONE.withSetCookie(SetCookie.DROP)));
        rig.store("/x", "page", "Cache-Control", "max-age=1", "ETag", "\"a\"");
        rig.advanceSeconds(2);
        Client first = rig.get("/x");
        Client second = rig.get("/x");
        rig.asked(1)
                .answer(Response.of(304)
                        .with("ETag", "\"a\"")
                        .with("Cache-Control", "max-age=60")
                        .and("Set-Cookie", "session=1")
                        .and("Set-Cookie", "other=2"));
        assertThat(first.call().response().fields().all("Set-Cookie")).containsExactly("session=1", "other=2");
        assertThat(second.call().text()).isEqualTo("page");
        assertThat(second.call().field("Set-Cookie")).isEmpty();
        assertThat(rig.get("/x").status()).isEqualTo("Weir;hit;ttl=60");
        assertThat(rig.get("/x").call().field("Set-Cookie")).isEmpty();
        rig.checkInvariants();
    }

    @Test
    void aCookieThatIsStoredGoesToAll() {
        Rig rig = rig(always(Actions.NONE.withSetCookie(SetCookie.STORE)));
        rig.store("/x", "page", "Cache-Control", "max-age=60", "Set-Cookie", "theme=dark");
        assertThat(rig.get("/x").call().field("Set-Cookie")).isEqualTo("theme=dark");
        rig.checkInvariants();
    }

    @Test
    void cacheStatusSaysWhyWhatCameIsNotStored() {
        Rig rig = new Rig();
        assertThat(rig.store("/a", "x", "Cache-Control", "private").status())
                .isEqualTo("Weir;fwd=uri-miss;fwd-status=200;detail=private");
        assertThat(rig.store("/b", "x", "Cache-Control", "max-age=9", "Set-Cookie", "a=b")
                        .status())
                .isEqualTo("Weir;fwd=uri-miss;fwd-status=200;detail=set-cookie");
        Client failed = rig.get("/c");
        rig.asked(2).answer(Response.of(503));
        assertThat(failed.status()).isEqualTo("Weir;fwd=uri-miss;fwd-status=503;detail=not-cacheable");
        rig.checkInvariants();
    }
}
