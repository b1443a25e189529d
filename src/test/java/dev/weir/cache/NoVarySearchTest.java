package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Outcome.Kind;
import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Response;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that differ in parts of the query that do not matter (draft-ietf-httpbis-no-vary-search). */
class NoVarySearchTest {
    private static final String[] CAMPAIGN = {"Cache-Control", "max-age=60", "No-Vary-Search", "params=(\"utm\")"};

    private final Rig rig = new Rig();

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    /** The path's rule is known, and something is stored for {@code /x?p=1}, whatever {@code utm} is. */
    private void learned() {
        rig.store("/x?p=0", "zero", CAMPAIGN);
        rig.store("/x?utm=a&p=1", "one", CAMPAIGN);
        assertThat(rig.asked).hasSize(2);
    }

    private void isHit(String target, String text) {
        Client client = rig.get(target);
        assertThat(client.call().text()).isEqualTo(text);
        assertThat(client.status()).startsWith("Weir;hit");
    }

    @Test
    void whatDoesNotMatterMakesNoDifferenceOnceThatIsKnown() {
        learned();
        isHit("/x?p=1", "one");
        isHit("/x?p=1&utm=b", "one");
        isHit("/x?utm=&p=1", "one");
        isHit("/x?p=0", "zero");
        rig.get("/x?p=2&utm=b");
        assertThat(rig.asked).hasSize(3);
        rig.asked(2).answer("two", CAMPAIGN);
    }

    @Test
    void cacheStatusTellsTheKeyWhereItIsNotTheUri() {
        learned();
        assertThat(rig.get("/x?p=1&utm=b").status()).isEqualTo("Weir;hit;ttl=60;key=\"http://localhost/x?p=1\"");
        assertThat(rig.get("/x?p=0").status()).isEqualTo("Weir;hit;ttl=60");
        Client missed = rig.get("/x?utm=b&p=2");
        rig.asked(2).answer("two", CAMPAIGN);
        assertThat(missed.status())
                .isEqualTo("Weir;fwd=uri-miss;fwd-status=200;stored;ttl=60;key=\"http://localhost/x?p=2\"");
    }

    @Test
    void theOriginIsAskedForWhatTheClientAskedFor() {
        learned();
        rig.get("/x?utm=b&p=2");
        assertThat(rig.asked(2).request.target()).isEqualTo("/x?utm=b&p=2");
        rig.asked(2).answer("two", CAMPAIGN);
    }

    @Test
    void thoseWhoAskAtTheSameTimeShare() {
        learned();
        Client first = rig.get("/x?p=2&utm=a");
        Client second = rig.get("/x?p=2&utm=b");
        assertThat(rig.asked).hasSize(3);
        rig.asked(2).answer("two", CAMPAIGN);
        assertThat(first.call().text()).isEqualTo("two");
        assertThat(second.call().text()).isEqualTo("two");
        assertThat(second.status()).contains("collapsed");
    }

    @Test
    void aResponseThatDoesNotSayItIsForItsOwnUriAlone() {
        learned();
        Client first = rig.get("/x?p=2&utm=a");
        Client second = rig.get("/x?p=2&utm=b");
        rig.asked(2).answer("for a", "Cache-Control", "max-age=60");
        assertThat(first.call().text()).isEqualTo("for a");
        rig.asked(3).answer("for b", "Cache-Control", "max-age=60");
        assertThat(second.call().text()).isEqualTo("for b");
        // From here on each is stored under its own.
        rig.store("/x?p=2&utm=c", "for c", "Cache-Control", "max-age=60");
        isHit("/x?p=2&utm=c", "for c");
        rig.store("/x?p=2&utm=d", "for d", "Cache-Control", "max-age=60");
        isHit("/x?p=2&utm=d", "for d");
    }

    @Test
    void anErrorSaysNothingAboutIt() {
        learned();
        rig.get("/x?p=9");
        rig.asked(2).answer(Response.of(404).with("Cache-Control", "max-age=60"));
        isHit("/x?p=1&utm=z", "one");
        rig.get("/x?p=9&utm=z");
        assertThat(rig.asked).as("the 404 is for its own URI").hasSize(4);
        rig.asked(3).answer(Response.of(404));
    }

    @Test
    void purgingOneOfThemPurgesWhatAnswersIt() {
        learned();
        assertThat(rig.cache
                        .purge(Purge.url(URI.create("http://localhost/x?utm=q&p=1")))
                        .result())
                .isEqualTo(1);
        rig.get("/x?utm=a&p=1");
        assertThat(rig.asked).hasSize(3);
        rig.cache.purge(Purge.url(URI.create("http://localhost/x?p=1&utm=r")));
        rig.asked(2).answer("old", CAMPAIGN);
        rig.get("/x?p=1");
        assertThat(rig.asked).as("what was on its way is not stored").hasSize(4);
        rig.asked(3).answer("new", CAMPAIGN);
        isHit("/x?p=1&utm=s", "new");
    }

    @Test
    void whatWasStoredUnderALessonThatIsLostIsNotFoundAgain() {
        learned();
        rig.store("/x?p=7", "plain", "Cache-Control", "max-age=60");
        rig.cache.purge(Purge.url(URI.create("http://localhost/x?utm=a&p=1")));
        rig.store("/x?p=8", "eight", CAMPAIGN);
        rig.get("/x?utm=a&p=1");
        assertThat(rig.asked).hasSize(5);
        rig.asked(4).answer("new", CAMPAIGN);
    }

    @Test
    void aSoftPurgeOfEverythingLeavesThemWhereTheyAreFound() {
        String[] fields = {
            "Cache-Control", "max-age=60, stale-while-revalidate=60", "No-Vary-Search", "params=(\"utm\")"
        };
        rig.store("/x?p=0", "zero", fields);
        rig.store("/x?utm=a&p=1", "one", fields);
        rig.cache.purge(Purge.everything().soft());
        assertThat(rig.get("/x?utm=b&p=1").call().text()).isEqualTo("one");
        rig.asked(2).answer("new", fields);
    }

    @Test
    void aPurgeByThePrefixOfAQueryReachesThemToo() {
        learned();
        assertThat(rig.cache
                        .purge(Purge.prefix(URI.create("http://localhost/x?utm=a")))
                        .result())
                .isPositive();
        rig.get("/x?utm=a&p=1");
        assertThat(rig.asked).hasSize(3);
        rig.asked(2).answer("new", CAMPAIGN);
    }

    @Test
    void withoutAQueryItIsOneOfThem() {
        rig.store("/x?utm=a", "page", CAMPAIGN);
        rig.store("/x?utm=b", "page", CAMPAIGN);
        isHit("/x", "page");
        rig.cache.purge(Purge.url(URI.create("http://localhost/x")));
        rig.get("/x?utm=c");
        assertThat(rig.asked).hasSize(3);
        rig.asked(2).answer("new", CAMPAIGN);
    }

    @Test
    void aValidationFreshensNoOtherUri() {
        String[] own = {"Cache-Control", "max-age=60", "ETag", "\"1\""};
        learned();
        rig.get("/x?utm=a");
        rig.asked(2).answer(Response.of(404, Fields.of(own), Body.none()));
        rig.get("/x?utm=b");
        rig.asked(3).answer(Response.of(404, Fields.of(own), Body.none()));
        rig.advanceSeconds(61);
        rig.get("/x?utm=a");
        rig.asked(4).answer(Response.of(304, Fields.of(own), Body.none()));
        rig.get("/x?utm=b");
        assertThat(rig.asked).as("asked about the other, too").hasSize(6);
        rig.asked(5).answer(Response.of(404));
    }

    @Test
    void soDoesAWriteToOneOfThem() {
        learned();
        rig.send(TestRequest.post("/x?utm=a&p=1"));
        rig.asked(2).answer("done");
        rig.get("/x?p=1");
        assertThat(rig.asked).hasSize(4);
        rig.asked(3).answer("new", CAMPAIGN);
    }

    @Test
    void aValidationIsForAllOfThem() {
        String[] tagged = {"Cache-Control", "max-age=60", "No-Vary-Search", "params=(\"utm\")", "ETag", "\"a\""};
        rig.store("/x?p=0", "zero", tagged);
        rig.store("/x?p=1", "one", tagged);
        rig.advanceSeconds(61);
        Client stale = rig.get("/x?p=1&utm=b");
        assertThat(rig.asked(2).request.fields().get("If-None-Match")).contains("\"a\"");
        rig.asked(2).answer(Response.of(304).with("ETag", "\"a\"").with("Cache-Control", "max-age=60"));
        assertThat(stale.call().text()).isEqualTo("one");
        isHit("/x?utm=c&p=1", "one");
    }

    @Test
    void explainingKnowsWhatWasStoredBeforeTheLesson() {
        learned();
        TestRequest first = TestRequest.get("/x?p=0").scope(TestScope.at(rig.time));
        assertThat(rig.cache.explain(first.request()).kind()).isEqualTo(Kind.HIT);
        isHit("/x?p=0", "zero");
    }
}
