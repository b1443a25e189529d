package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Response;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestRequest;
import java.net.ConnectException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Purging by prefix, by tag and of everything; gone, or stale. */
class PurgeTest {
    private static final String[] FRESH = {"Cache-Control", "max-age=60"};
    private static final String[] TAGGED = {"Cache-Control", "max-age=60", "Surrogate-Key", "news t"};

    private final Rig rig = new Rig();

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    private long purge(Purge purge) {
        return rig.cache.purge(purge).result();
    }

    /** What is stored, or {@code new}, which is not stored. */
    private String fetch(String target) {
        int before = rig.asked.size();
        Client client = rig.get(target);
        if (rig.asked.size() > before) {
            rig.asked(before).answer("new", "Cache-Control", "no-store");
        }
        return client.call().text();
    }

    private Client answered(Client client, int asked, String body, String... fields) {
        rig.asked(asked).answer(body, fields);
        assertThat(client.call().text()).isEqualTo(body);
        return client;
    }

    // What it reaches.

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {"Surrogate-Key ; t u", "Cache-Tag ; u,t", "Cache-Groups ; \"u\", \"t\""})
    void aTagReachesWhatCameWithIt(String name, String value) {
        rig.store("/with", "old", "Cache-Control", "max-age=60", name, value);
        rig.store("/other", "old", "Cache-Control", "max-age=60", name, value.replace("t", "T"));
        rig.store("/without", "old", FRESH);
        assertThat(purge(Purge.tag("t"))).isEqualTo(1);
        assertThat(fetch("/with")).isEqualTo("new");
        assertThat(fetch("/other")).isEqualTo("old");
        assertThat(fetch("/without")).isEqualTo("old");
        assertThat(purge(Purge.tag("t"))).isZero();
    }

    @Test
    void theFieldsWithTheTagsGoOn() {
        rig.store("/x", "old", "Cache-Control", "max-age=60", "Surrogate-Key", "t", "Cache-Tag", "u");
        Client hit = rig.get("/x");
        assertThat(hit.call().field("Surrogate-Key")).isEqualTo("t");
        assertThat(hit.call().field("Cache-Tag")).isEqualTo("u");
    }

    @Test
    void ofTheVariantsOfAKeyATagReachesThoseThatHaveIt() {
        rig.store("/x", "plain", "Cache-Control", "max-age=60", "Vary", "Accept", "Surrogate-Key", "t");
        answered(rig.get("/x", "Accept", "a"), 1, "a", "Cache-Control", "max-age=60", "Vary", "Accept");
        assertThat(purge(Purge.tag("t"))).isEqualTo(1);
        assertThat(rig.get("/x", "Accept", "a").call().text()).isEqualTo("a");
        assertThat(fetch("/x")).isEqualTo("new");
    }

    @Test
    void aPrefixReachesTargetsOfThatOriginThatBeginWithIt() {
        for (String target : new String[] {"/news/", "/news/a?b", "/news", "/old/news/"}) {
            rig.store(target, "old", FRESH);
        }
        Client elsewhere = rig.send(TestRequest.get("/news/").authority("other.example"));
        answered(elsewhere, 4, "other", FRESH);
        assertThat(purge(Purge.prefix(URI.create("HTTP://LOCALHOST:80/news/")))).isEqualTo(2);
        assertThat(fetch("/news/")).isEqualTo("new");
        assertThat(fetch("/news/a?b")).isEqualTo("new");
        assertThat(fetch("/news")).isEqualTo("old");
        assertThat(fetch("/old/news/")).isEqualTo("old");
        Client again = rig.send(TestRequest.get("/news/").authority("other.example"));
        assertThat(again.call().text()).isEqualTo("other");
        assertThat(purge(Purge.prefix(URI.create("http://localhost")))).isEqualTo(2);
    }

    @Test
    void everythingIsEverything() {
        rig.store("/a", "old", FRESH);
        rig.store("/b", "old", TAGGED);
        assertThat(purge(Purge.everything())).isEqualTo(2);
        assertThat(fetch("/a")).isEqualTo("new");
        assertThat(fetch("/b")).isEqualTo("new");
    }

    @Test
    void anEmptyTagIsNone() {
        assertThatThrownBy(() -> Purge.tag("")).hasMessage("a tag has at least one character");
    }

    @Test
    void whatReplacesAResponseHasItsOwnTags() {
        rig.store("/x", "old", "Cache-Control", "max-age=1", "ETag", "\"1\"", "Surrogate-Key", "before");
        rig.advanceSeconds(2);
        Client validating = rig.get("/x");
        Fields fields = Fields.of("Cache-Control", "max-age=60", "Surrogate-Key", "after", "ETag", "\"1\"");
        rig.asked(1).answer(Response.of(304, fields, Body.none()));
        assertThat(validating.call().text()).isEqualTo("old");
        assertThat(purge(Purge.tag("before"))).isZero();
        assertThat(fetch("/x")).isEqualTo("old");
        assertThat(purge(Purge.tag("after"))).isEqualTo(1);
        assertThat(fetch("/x")).isEqualTo("new");
    }

    // Softly.

    private void storeFor(String control) {
        rig.store("/x", "old", "Cache-Control", control, "Surrogate-Key", "t", "ETag", "\"1\"");
    }

    @Test
    void whatIsPurgedSoftlyServesWhileOneRequestFetches() {
        storeFor("max-age=60, stale-while-revalidate=10");
        assertThat(purge(Purge.tag("t").soft())).isEqualTo(1);
        Client first = rig.get("/x");
        assertThat(first.call().text()).isEqualTo("old");
        assertThat(first.status()).contains("stale-while-revalidate");
        assertThat(rig.get("/x").call().text()).isEqualTo("old");
        assertThat(rig.asked).as("one refresh for both").hasSize(2);
        rig.asked(1).answer("new", FRESH);
        assertThat(rig.get("/x").call().text()).isEqualTo("new");
        assertThat(rig.asked).hasSize(2);
    }

    @Test
    void theTimeForWhichItMayServeStaleBeginsWithThePurge() {
        storeFor("max-age=60, stale-while-revalidate=10");
        rig.advanceSeconds(5);
        assertThat(purge(Purge.url(URI.create("http://localhost/x")).soft())).isEqualTo(1);
        rig.advanceSeconds(9);
        assertThat(purge(Purge.everything().soft())).as("stale already").isZero();
        rig.advanceSeconds(1);
        Client late = rig.get("/x");
        assertThat(late.call().isDone()).isFalse();
        answered(late, 1, "new", FRESH);
    }

    @Test
    void itServesWhereTheOriginFails() {
        storeFor("max-age=60, stale-if-error=10");
        assertThat(purge(Purge.prefix(URI.create("http://localhost/")).soft())).isEqualTo(1);
        Client client = rig.get("/x");
        rig.asked(1).fail(new ConnectException("down"));
        assertThat(client.call().text()).isEqualTo("old");
    }

    @Test
    void itIsFreshAgainOnceTheOriginHasValidatedIt() {
        storeFor("max-age=60");
        purge(Purge.tag("t").soft());
        Client validating = rig.get("/x");
        assertThat(rig.asked(1).request.fields().get("If-None-Match", "")).isEqualTo("\"1\"");
        rig.asked(1).answer(Response.of(304, Fields.of("ETag", "\"1\""), Body.none()));
        assertThat(validating.call().text()).isEqualTo("old");
        assertThat(rig.get("/x").call().text()).isEqualTo("old");
        assertThat(rig.asked).hasSize(2);
        assertThat(purge(Purge.tag("t"))).as("it has kept its tags").isEqualTo(1);
    }

    @Test
    void whatMustNotBeServedStaleIsNot() {
        storeFor("max-age=60, must-revalidate, stale-if-error=10, stale-while-revalidate=10");
        purge(Purge.tag("t").soft());
        Client client = rig.get("/x");
        rig.asked(1).fail(new ConnectException("down"));
        assertThat(client.call().status()).isEqualTo(504);
    }

    @Test
    void aValidationUnderWayDoesNotUndoIt() {
        storeFor("max-age=1, stale-while-revalidate=60");
        rig.store("/y", "old", "Cache-Control", "max-age=60", "Surrogate-Key", "t");
        rig.advanceSeconds(2);
        assertThat(rig.get("/x").call().text()).isEqualTo("old");
        assertThat(purge(Purge.tag("t").soft())).as("/y; /x is stale already").isEqualTo(1);
        rig.asked(2).answer(Response.of(304, Fields.of("Cache-Control", "max-age=60"), Body.none()));
        assertThat(rig.get("/x").status()).contains("stale-while-revalidate");
        rig.asked(3).answer("new", FRESH);
        assertThat(rig.get("/x").call().text()).isEqualTo("new");
    }

    // What is on its way.

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aResponseWhoseTagWasPurgedBeforeItsHeadCameIsForThoseWhoAskedBefore(boolean soft) {
        Client before = rig.get("/x");
        Client other = rig.get("/x");
        purge(soft ? Purge.tag("t").soft() : Purge.tag("t"));
        Client after = rig.get("/x");
        assertThat(rig.asked).as("whose tags nobody knows yet is waited for").hasSize(1);
        rig.asked(0).answer("old", TAGGED);
        assertThat(before.call().text()).isEqualTo("old");
        assertThat(before.status()).doesNotContain("stored");
        assertThat(other.call().text()).isEqualTo("old");
        assertThat(after.call().isDone()).isFalse();
        answered(after, 1, "new", TAGGED);
        assertThat(rig.get("/x").call().text()).isEqualTo("new");
        assertThat(rig.asked).hasSize(2);
    }

    @Test
    void aResponseWithOtherTagsIsForAllAndStored() {
        Client before = rig.get("/x");
        purge(Purge.tag("else"));
        purge(Purge.prefix(URI.create("http://localhost/y")));
        Client after = rig.get("/x");
        rig.asked(0).answer("old", TAGGED);
        assertThat(before.call().text()).isEqualTo("old");
        assertThat(after.call().text()).isEqualTo("old");
        assertThat(fetch("/x")).isEqualTo("old");
    }

    @Test
    void aPurgeInTheMiddleOfAContentKeepsItOutOfTheStoreAndLatecomersAway() {
        Client before = rig.get("/x");
        TestBody body = rig.asked(0).stream(Body.UNKNOWN_LENGTH, TAGGED);
        body.write("o");
        purge(Purge.tag("t"));
        Client after = rig.get("/x");
        assertThat(rig.asked).hasSize(2);
        answered(after, 1, "new", TAGGED);
        body.write("ld").end();
        assertThat(before.call().text()).isEqualTo("old");
        assertThat(rig.get("/x").call().text()).isEqualTo("new");
    }

    @Test
    void whatIsOnItsWayBelowAPurgedPrefixIsLetGoOfAtOnce() {
        Client before = rig.get("/news/x");
        purge(Purge.prefix(URI.create("http://localhost/news/")));
        Client after = rig.get("/news/x");
        assertThat(rig.asked).hasSize(2);
        answered(before, 0, "old", FRESH);
        answered(after, 1, "new", FRESH);
        assertThat(fetch("/news/x")).isEqualTo("new");
    }

    @Test
    void afterMorePurgesThanAreKnownAFillStoresNothing() {
        Client before = rig.get("/x");
        for (int i = 0; i < 5_000; i++) {
            purge(Purge.tag("other-" + i));
        }
        answered(before, 0, "old", TAGGED);
        assertThat(fetch("/x")).isEqualTo("new");
    }

    @Test
    void aPartWhoseTagWasPurgedMeanwhileIsNotStored() {
        Client client = rig.get("/x", "Range", "bytes=0-1");
        purge(Purge.tag("t"));
        Fields fields = Fields.of(TAGGED).and("ETag", "\"1\"").and("Content-Range", "bytes 0-1/4");
        rig.asked(0).answer(Response.of(206, fields, Response.text("ab").body()));
        assertThat(client.call().text()).isEqualTo("ab");
        assertThat(rig.stats().entries()).isZero();
    }

    // Groups (RFC 9875).

    private static final String[] GROUPED = {"Cache-Control", "max-age=60", "Cache-Groups", "\"g\", \"h\""};

    private void request(String method, int status, String... fields) {
        Client client = rig.send(method, "/form");
        rig.asked(rig.asked.size() - 1).answer(Response.of(status, Fields.of(fields), Body.none()));
        assertThat(client.call().status()).isEqualTo(status);
    }

    @Test
    void anUnsafeRequestThatSucceedsInvalidatesTheGroupsThatItNames() {
        rig.store("/g", "old", GROUPED);
        rig.store("/k", "old", "Cache-Control", "max-age=60", "Cache-Groups", "\"k\"");
        rig.store("/h", "old", "Cache-Control", "max-age=60", "Cache-Groups", "\"h\"");
        rig.store("/key", "old", "Cache-Control", "max-age=60", "Surrogate-Key", "g");
        Client elsewhere = rig.send(TestRequest.get("/g").authority("other.example"));
        answered(elsewhere, 4, "other", GROUPED);
        request("POST", 200, "Cache-Group-Invalidation", "\"g\", \"k\"");
        assertThat(fetch("/g")).isEqualTo("new");
        assertThat(fetch("/k")).isEqualTo("new");
        assertThat(fetch("/h")).as("another group of what was invalidated").isEqualTo("old");
        assertThat(fetch("/key")).as("a tag is no group").isEqualTo("old");
        Client again = rig.send(TestRequest.get("/g").authority("other.example"));
        assertThat(again.call().text()).as("another origin's").isEqualTo("other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"OPTIONS | 200 | \"g\"", "POST | 500 | \"g\"", "POST | 200 | \"g\", x", "POST | 200 | g"})
    void otherwiseItDoesNot(String method, int status, String groups) {
        rig.store("/g", "old", GROUPED);
        request(method, status, "Cache-Group-Invalidation", groups);
        assertThat(fetch("/g")).isEqualTo("old");
    }

    @Test
    void whatIsOnItsWayAndIsOfAnInvalidatedGroupIsNotStored() {
        Client before = rig.get("/g");
        request("DELETE", 204, "Cache-Group-Invalidation", "\"g\"");
        answered(before, 0, "old", GROUPED);
        assertThat(fetch("/g")).isEqualTo("new");
    }

    @Test
    void whoComesAfterAPurgeGetsNothingOfAValidationThatHadBegunWhateverItsTagsAreThen() {
        rig.store("/x", "old", "Cache-Control", "max-age=1", "ETag", "\"1\"", "Surrogate-Key", "a");
        rig.advanceSeconds(2);
        Client before = rig.get("/x");
        rig.cache.purge(Purge.tag("a"));
        Client after = rig.get("/x");
        rig.asked(1)
                .answer(Response.of(304)
                        .with("ETag", "\"1\"")
                        .with("Cache-Control", "max-age=60")
                        .with("Surrogate-Key", "b"));
        assertThat(before.call().text()).isEqualTo("old");
        rig.asked(2).answer("new", "Cache-Control", "max-age=60");
        assertThat(after.call().text()).isEqualTo("new");
    }
}
