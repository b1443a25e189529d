package dev.weir.policy;

import static dev.weir.policy.Cases.AT_ONCE;
import static dev.weir.policy.Cases.WALL;
import static dev.weir.policy.Cases.fields;
import static dev.weir.policy.Cases.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.policy.Actions.SetCookie;
import dev.weir.policy.Storability.Pass;
import dev.weir.policy.Storability.Store;
import dev.weir.policy.Storability.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules do to questions 2 and 3. */
class RulesTest {

    private static final Duration TEN = Duration.ofSeconds(10);
    private static final Actions TTL = Actions.NONE.withTtl(TEN);
    private static final Actions DEFAULT_TTL = Actions.NONE.withDefaultTtl(TEN);
    private static final Asked GET = asked("http://www.example/images/a.png?x=/y");

    private static Asked asked(String uri) {
        return new Asked("GET", uri, fields(""));
    }

    private static Rule rule(Condition when, Actions then) {
        return new Rule("it", when, then);
    }

    private static Rule always(Actions then) {
        return rule(Condition.ANY, then);
    }

    private static StatusRange status(int status) {
        return new StatusRange(status, status);
    }

    private static Verdict decide(Asked asked, int status, String response, Rule... rules) {
        Terms terms = Terms.DEFAULT.withRules(Rules.of(rules));
        return Storability.decide(asked, status, fields(response), AT_ONCE, terms);
    }

    private static Stored stored(String response, Rule... rules) {
        return stored(200, response, rules);
    }

    private static Stored stored(int status, String response, Rule... rules) {
        return ((Store) decide(GET, status, response, rules)).stored();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/images/* ; * ; true",
                "/images/a.png ; * ; true",
                "*.png ; * ; true",
                "/image ; * ; false",
                "*y ; * ; false",
                "/IMAGES/* ; * ; false",
                "* ; www.example ; true",
                "* ; WWW.Example ; true",
                "* ; *.example ; true",
                "* ; example ; false",
                "/images/* ; other.example ; false",
            })
    void aRuleIsForItsPathsAndHosts(String path, String host, boolean matches) {
        Condition when = Condition.ANY.withPaths(new Glob(path)).withHosts(new Glob(host));
        Rules rules = Rules.of(rule(when, Actions.NONE.withBypass(true)));
        assertThat(rules.bypass("www.example", "/images/a.png?x=/y").isPresent())
                .isEqualTo(matches);
        assertThat(rules.bypass("www.example:8080", "/images/a.png").isPresent())
                .isEqualTo(matches);
        assertThat(decide(GET, 200, "Cache-Control: max-age=60", rule(when, TTL))
                        .reason())
                .isEqualTo(matches ? Reason.RULE_TTL : Reason.MAX_AGE);
    }

    @Test
    void anAddressOfColonsIsAHost() {
        Rules rules = Rules.of(rule(Condition.ANY.withHosts(new Glob("[::1]")), Actions.NONE.withBypass(true)));
        assertThat(rules.bypass("[::1]:8080", "/")).isPresent();
        assertThat(rules.bypass("[::1]", "/")).isPresent();
        assertThat(rules.bypass("[::2]", "/")).isEmpty();
    }

    @Test
    void oneOfEachListIsEnoughAndAllOfThemAreNeeded() {
        Condition when =
                Condition.ANY.withPaths(new Glob("/a"), new Glob("/b")).withHosts(new Glob("x"), new Glob("y"));
        Rules rules = Rules.of(rule(when, Actions.NONE.withBypass(true)));
        assertThat(rules.bypass("x", "/b")).isPresent();
        assertThat(rules.bypass("y", "/a")).isPresent();
        assertThat(rules.bypass("z", "/a")).isEmpty();
        assertThat(rules.bypass("x", "/c")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "text/html ; text/html ; true",
                "text/html ; Text/HTML; true",
                "text/html ; 'text/html;charset=utf-8' ; true",
                "text/* ; text/html ; true",
                "TEXT/* ; text/html ; true",
                "text/* ; image/png ; false",
                "*/* ; '' ; false",
            })
    void aRuleIsForItsTypes(String type, String contentType, boolean matches) {
        Rule rule = rule(Condition.ANY.withTypes(new Glob(type)), TTL);
        String line = contentType.isEmpty() ? "" : " | Content-Type: " + contentType;
        assertThat(decide(GET, 200, "Cache-Control: max-age=60" + line, rule).reason())
                .isEqualTo(matches ? Reason.RULE_TTL : Reason.MAX_AGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                // status ; response ; a rule without a status ; a rule that names it
                "200 ; - ; RULE_TTL ; RULE_TTL",
                "200 ; Cache-Control: max-age=60 ; RULE_TTL ; RULE_TTL",
                "200 ; Cache-Control: s-maxage=60 ; RULE_TTL ; RULE_TTL",
                "200 ; Expires: 0 ; RULE_TTL ; RULE_TTL",
                "200 ; Age: x ; RULE_TTL ; RULE_TTL",
                "301 ; - ; RULE_TTL ; RULE_TTL",
                "302 ; - ; NOT_CACHEABLE ; RULE_TTL",
                "302 ; Cache-Control: max-age=60 ; RULE_TTL ; RULE_TTL",
                "404 ; - ; USELESS ; RULE_TTL",
                "404 ; Cache-Control: max-age=60 ; MAX_AGE ; RULE_TTL",
                "500 ; - ; NOT_CACHEABLE ; RULE_TTL",
                "503 ; Cache-Control: max-age=60 ; MAX_AGE ; RULE_TTL",
                // What forbids it, forbids it.
                "200 ; Cache-Control: no-store ; RESPONSE_NO_STORE ; RESPONSE_NO_STORE",
                "200 ; Cache-Control: private ; PRIVATE ; PRIVATE",
                "200 ; Vary: * ; VARY_ANY ; VARY_ANY",
                "200 ; Set-Cookie: a=b ; SET_COOKIE ; SET_COOKIE",
                "304 ; - ; NOT_MODIFIED ; NOT_MODIFIED",
            })
    void aTtlStandsForWhatTheResponseSays(int status, String response, Reason general, Reason named) {
        String lines = response == null ? "" : response;
        assertThat(decide(GET, status, lines, always(TTL)).reason()).isEqualTo(general);
        Rule naming = rule(Condition.ANY.withStatuses(status(status)), TTL);
        assertThat(decide(GET, status, lines, naming).reason()).isEqualTo(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "200 ; - ; RULE_DEFAULT_TTL ; RULE_DEFAULT_TTL",
                "200 ; Last-Modified: Sat, 21 Nov 2026 07:00:00 GMT ; RULE_DEFAULT_TTL ; RULE_DEFAULT_TTL",
                "200 ; Cache-Control: max-age=60 ; MAX_AGE ; MAX_AGE",
                "200 ; Cache-Control: s-maxage=60 ; SHARED_MAX_AGE ; SHARED_MAX_AGE",
                "200 ; Expires: 0 ; USELESS ; USELESS",
                "200 ; Age: x ; RULE_DEFAULT_TTL ; RULE_DEFAULT_TTL",
                "302 ; - ; NOT_CACHEABLE ; RULE_DEFAULT_TTL",
                "404 ; - ; USELESS ; RULE_DEFAULT_TTL",
                "503 ; - ; NOT_CACHEABLE ; RULE_DEFAULT_TTL",
                "200 ; Cache-Control: no-store ; RESPONSE_NO_STORE ; RESPONSE_NO_STORE",
            })
    void aDefaultTtlStandsForAGuess(int status, String response, Reason general, Reason named) {
        String lines = response == null ? "" : response;
        assertThat(decide(GET, status, lines, always(DEFAULT_TTL)).reason()).isEqualTo(general);
        Rule naming = rule(Condition.ANY.withStatuses(status(status)), DEFAULT_TTL);
        assertThat(decide(GET, status, lines, naming).reason()).isEqualTo(named);
    }

    @Test
    void aTtlIsCountedFromWhenTheResponseCame() {
        for (Actions actions : List.of(TTL, DEFAULT_TTL)) {
            Stored stored = stored("Age: 100", always(actions));
            assertThat(stored.ageMillis(0)).isEqualTo(100_000);
            assertThat(stored.ttlMillis(0)).isEqualTo(10_000);
            assertThat(stored.ttlMillis(seconds(10))).isZero();
        }
    }

    @Test
    void noCacheIsObeyedBesideATtl() {
        Stored stored = stored("Cache-Control: no-cache | ETag: \"a\"", always(TTL));
        assertThat(Reuse.decide(GET, stored, 0).reason()).isEqualTo(Reason.RESPONSE_NO_CACHE);
    }

    @Test
    void mustRevalidateIsObeyedBesideATtlAndTheBanInASharedMaxAgeIsNot() {
        Actions actions = TTL.withStaleIfError(TEN).withStaleWhileRevalidate(TEN);
        assertThat(stored("Cache-Control: must-revalidate", always(actions)).staleForbidden())
                .isTrue();
        assertThat(stored("Cache-Control: s-maxage=5", always(actions)).staleForbidden())
                .isFalse();
        Stored without = stored("Cache-Control: s-maxage=5", always(Actions.NONE.withStaleIfError(TEN)));
        assertThat(without.staleForbidden()).isTrue();
        assertThat(without.staleIfErrorMillis()).isZero();
    }

    @Test
    void staleWindowsStandForThoseOfTheResponse() {
        Rule rule = always(Actions.NONE.withStaleWhileRevalidate(TEN).withStaleIfError(Duration.ofSeconds(20)));
        for (String response : List.of("max-age=5", "max-age=5, stale-while-revalidate=99, stale-if-error=99")) {
            Stored stored = stored("Cache-Control: " + response, rule);
            assertThat(stored.staleWhileRevalidateMillis()).isEqualTo(10_000);
            assertThat(stored.staleIfErrorMillis()).isEqualTo(20_000);
            assertThat(stored.lifetimeMillis()).isEqualTo(5_000);
        }
    }

    @Test
    void anAuthorizedResponseStaysWithTheOneWhoAsked() {
        Asked authorized = new Asked("GET", GET.target(), fields("Authorization: Basic x"));
        Rule all = always(TTL.withIgnoreCacheControl(true));
        assertThat(decide(authorized, 200, "", all).reason()).isEqualTo(Reason.AUTHORIZATION);
        assertThat(decide(authorized, 200, "Cache-Control: public", all).reason())
                .isEqualTo(Reason.AUTHORIZATION);
    }

    @Test
    void whatARequestWantsUnstoredIsNotStored() {
        Asked unstored = new Asked("GET", GET.target(), fields("Cache-Control: no-store"));
        assertThat(decide(unstored, 200, "", always(TTL)).reason()).isEqualTo(Reason.REQUEST_NO_STORE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cache-Control: private, no-store, no-cache, must-revalidate, s-maxage=3",
                "CDN-Cache-Control: no-store",
                "Expires: 0",
            })
    void whereCacheControlIsIgnoredItIsAsIfItWereNotThere(String response) {
        Stored stored = stored(response, always(TTL.withIgnoreCacheControl(true)));
        assertThat(stored.lifetimeMillis()).isEqualTo(10_000);
        assertThat(stored.staleForbidden()).isFalse();
        assertThat(Reuse.decide(GET, stored, 0).reason()).isEqualTo(Reason.FRESH);
        // It still goes on to clients.
        String name = response.substring(0, response.indexOf(':'));
        assertThat(stored.fields().contains(name)).isTrue();
        assertThat(decide(GET, 200, response, always(Actions.NONE.withIgnoreCacheControl(true)))
                        .reason())
                .isEqualTo(Reason.USELESS);
    }

    @Test
    void aCookieIsStoredOrLeftOutAsARuleSays() {
        String response = "Cache-Control: max-age=60 | Set-Cookie: a=b | Set-Cookie: c=d | X: y";
        assertThat(decide(GET, 200, response, always(Actions.NONE.withSetCookie(SetCookie.STORE)))
                        .reason())
                .isEqualTo(Reason.MAX_AGE);
        Stored with = stored(response, always(Actions.NONE.withSetCookie(SetCookie.STORE)));
        assertThat(with.fields().get("Set-Cookie")).contains("a=b");
        Stored without = stored(response, always(Actions.NONE.withSetCookie(SetCookie.DROP)));
        assertThat(without.fields().contains("Set-Cookie")).isFalse();
        assertThat(without.fields().get("X")).contains("y");
        Stored shared = stored(
                "Cache-Control: public, max-age=60 | Set-Cookie: a=b",
                always(Actions.NONE.withSetCookie(SetCookie.DROP)));
        assertThat(shared.fields().contains("Set-Cookie")).isFalse();
    }

    @Test
    void whatBypassesIsNotStoredWhateverItAnswers() {
        Rule bypass = rule(Condition.ANY.withPaths(new Glob("/images/*")), Actions.NONE.withBypass(true));
        Verdict verdict = decide(GET, 200, "Cache-Control: max-age=60", bypass, always(TTL));
        assertThat(verdict).isInstanceOf(Pass.class);
        assertThat(verdict.reason()).isEqualTo(Reason.RULE_BYPASS);
    }

    @Test
    void theFirstRuleThatHasAnActionCountsForThatAction() {
        Rule first = new Rule("first", Condition.ANY.withPaths(new Glob("/images/*")), TTL);
        Rule other =
                new Rule("other", Condition.ANY.withPaths(new Glob("/other/*")), Actions.NONE.withTtl(Duration.ZERO));
        Actions more = Actions.NONE.withTtl(Duration.ofSeconds(99)).withStaleIfError(Duration.ofSeconds(5));
        Rule last = new Rule("last", Condition.ANY, more);
        Stored stored = stored("", other, first, last);
        assertThat(stored.ttlMillis(0)).isEqualTo(10_000);
        assertThat(stored.staleIfErrorMillis()).isEqualTo(5_000);
        assertThat(stored.applied().ttl()).contains(first);
        assertThat(stored.applied().staleIfError()).contains(last);
        assertThat(stored.applied().all()).containsExactly(first, last);
    }

    @Test
    void aRuleBeforeOneThatBypassesMakesAnException() {
        Rules rules = Rules.of(
                rule(Condition.ANY.withPaths(new Glob("/a/public/*")), Actions.NONE.withBypass(false)),
                rule(Condition.ANY.withPaths(new Glob("/a/*")), Actions.NONE.withBypass(true)));
        assertThat(rules.bypass("x", "/a/b")).isPresent();
        assertThat(rules.bypass("x", "/a/public/b")).isEmpty();
        assertThat(rules.bypass("x", "/b")).isEmpty();
        assertThat(Rules.NONE.bypass("x", "/a/b")).isEmpty();
    }

    @Test
    void a304IsFreshenedByTheSameRules() {
        Rule errors = rule(Condition.ANY.withStatuses(new StatusRange(400, 499)), TTL);
        Rule html = rule(Condition.ANY.withTypes(new Glob("text/html")), Actions.NONE.withTtl(Duration.ofSeconds(20)));
        Received later = new Received(seconds(30), seconds(30), WALL.plusSeconds(30));
        for (Stored before : List.of(
                stored(404, "ETag: \"a\" | Cache-Control: max-age=3", errors, html),
                stored(200, "ETag: \"a\" | Content-Type: text/html", errors, html))) {
            Verdict verdict =
                    Freshening.freshen(GET, before, fields("ETag: \"a\" | Cache-Control: max-age=4, private"), later);
            // What would not be stored now does not stay.
            assertThat(verdict.reason()).isEqualTo(Reason.PRIVATE);
            Store store =
                    (Store) Freshening.freshen(GET, before, fields("ETag: \"a\" | Cache-Control: max-age=4"), later);
            assertThat(store.reason()).isEqualTo(Reason.RULE_TTL);
            assertThat(store.stored().ttlMillis(seconds(30))).isEqualTo(before.ttlMillis(0));
        }
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> always(Actions.NONE)).hasMessageContaining("does nothing");
        assertThatThrownBy(() -> rule(Condition.ANY.withStatuses(status(200)), Actions.NONE.withBypass(true)))
                .hasMessageContaining("before there is a response");
        assertThatThrownBy(() -> rule(Condition.ANY.withTypes(new Glob("a/b")), Actions.NONE.withBypass(false)))
                .hasMessageContaining("before there is a response");
        assertThatThrownBy(() -> always(TTL.withBypass(true))).hasMessageContaining("more than bypass");
        assertThatThrownBy(() -> new Rule(" ", Condition.ANY, TTL)).hasMessageContaining("name");
        assertThatThrownBy(() -> new Rule("ä", Condition.ANY, TTL)).hasMessageContaining("name");
        assertThatThrownBy(() -> new StatusRange(199, 200)).hasMessageContaining("200 to 599");
        assertThatThrownBy(() -> new StatusRange(200, 600)).hasMessageContaining("200 to 599");
        assertThatThrownBy(() -> new StatusRange(300, 200)).hasMessageContaining("200 to 599");
        assertThatThrownBy(() -> Actions.NONE.withTtl(Duration.ofSeconds(-1))).hasMessageContaining("0s to 3650d");
        assertThatThrownBy(() -> Actions.NONE.withStaleIfError(Duration.ofDays(3_651)))
                .hasMessageContaining("0s to 3650d");
        assertThatThrownBy(() -> Condition.ANY.withPaths(new Glob("a"))).hasMessageContaining("begin with /");
        assertThatThrownBy(() -> Condition.ANY.withHosts(new Glob("http://a"))).hasMessageContaining("no host");
        assertThatThrownBy(() -> Condition.ANY.withHosts(new Glob("a:80"))).hasMessageContaining("no host");
        assertThatThrownBy(() -> Condition.ANY.withTypes(new Glob("html"))).hasMessageContaining("no media type");
    }
}
