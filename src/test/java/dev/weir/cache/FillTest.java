package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Key;
import dev.weir.http.Response;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each sentence of the design about fills. */
class FillTest {
    private final Rig rig = new Rig();

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    private List<Client> clients(int number, String... fields) {
        return IntStream.range(0, number).mapToObj(i -> rig.get("/x", fields)).toList();
    }

    @Test
    void aHundredRequestsForOneColdKeyAreOneAtTheOrigin() {
        List<Client> clients = clients(100);
        assertThat(rig.asked).hasSize(1);
        rig.asked(0).answer("hello", "Cache-Control", "max-age=60");
        assertThat(clients)
                .allSatisfy(client -> assertThat(client.call().text()).isEqualTo("hello"));
        assertThat(clients.get(0).status()).isEqualTo("Weir;fwd=uri-miss;fwd-status=200;stored;ttl=60");
        assertThat(clients.get(7).status()).isEqualTo("Weir;fwd=uri-miss;fwd-status=200;stored;collapsed;ttl=60");
        assertThat(rig.asked).hasSize(1);
        assertThat(rig.stats().collapsed()).isEqualTo(99);
    }

    @Test
    void aFillIsNobodysRequest() {
        Key<String> principal = Key.of("principal", String.class);
        Client leader = rig.send(TestRequest.get("/x")
                .field("Range", "bytes=0-1")
                .field("Connection", "x-hop")
                .field("X-Hop", "1")
                .field("Accept", "text/html")
                .with(principal, "ann"));
        assertThat(rig.asked(0).request.fields())
                .hasToString("Accept: text/html\nRange: bytes=0-1\nSurrogate-Capability: weir=\"Surrogate/1.0\"\n");
        assertThat(rig.asked(0).request.get(principal)).isEmpty();
        leader.leave();
        Client second = rig.send(TestRequest.head("/y"));
        assertThat(rig.asked(1).request.method()).isEqualTo("HEAD");
        second.leave();
        rig.send(TestRequest.get("/z")
                .field("If-None-Match", "\"a\"")
                .field("Connection", "x-hop")
                .field("X-Hop", "1")
                .field("Accept", "text/html")
                .with(principal, "ann"));
        var request = rig.asked(2).request;
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.fields()).hasToString("Accept: text/html\nSurrogate-Capability: weir=\"Surrogate/1.0\"\n");
        assertThat(request.get(principal)).isEmpty();
        rig.asked(0).answer("x");
        rig.asked(1).answer("");
        rig.asked(2).answer("z");
    }

    @Test
    void aWaiterThatLeavesDisturbsNobodyEvenTheOneWhoCameFirst() {
        List<Client> clients = clients(3);
        clients.get(0).leave();
        assertThat(rig.asked(0).cancelled).isFalse();
        rig.asked(0).answer("hello", "Cache-Control", "max-age=60");
        assertThat(clients.get(1).call().text()).isEqualTo("hello");
        assertThat(clients.get(2).call().text()).isEqualTo("hello");
    }

    @Test
    void whenTheLastOneLeavesTheOriginCallIsCancelled() {
        List<Client> clients = clients(2);
        clients.forEach(Client::leave);
        assertThat(rig.asked(0).cancelled).isTrue();
        assertThat(rig.stats().fills()).isZero();
        Client next = rig.get("/x");
        rig.asked(1).answer("new", "Cache-Control", "max-age=60");
        assertThat(next.call().text()).isEqualTo("new");
        rig.asked(0).answer("late", "Cache-Control", "max-age=60");
        assertThat(rig.get("/x").call().text()).isEqualTo("new");
    }

    @Test
    void whatIsMoreThanHalfThereIsFetchedToItsEndWhenTheLastOneLeaves() {
        Client client = rig.get("/x");
        TestBody body = rig.asked(0).stream(200_000, "Cache-Control", "max-age=60");
        body.write("x".repeat(150_000));
        client.leave();
        assertThat(rig.asked(0).cancelled).isFalse();
        body.write("x".repeat(50_000)).end();
        assertThat(rig.get("/x").call().bytes().length()).isEqualTo(200_000);
        assertThat(rig.asked).hasSize(1);
    }

    @Test
    void whatIsNotHalfThereIsNot() {
        Client client = rig.get("/x");
        TestBody body = rig.asked(0).stream(200_000, "Cache-Control", "max-age=60");
        body.write("x".repeat(50_000));
        client.leave();
        assertThat(rig.asked(0).cancelled).isTrue();
        assertThat(body.isClosed()).isTrue();
    }

    @Test
    void aFetchThatGoesOnForNobodyIsGivenUpWhenItStandsStill() {
        Client client = rig.get("/x");
        TestBody body = rig.asked(0).stream(200_000, "Cache-Control", "max-age=60");
        body.write("x".repeat(150_000));
        client.leave();
        rig.advanceSeconds(11);
        assertThat(rig.asked(0).cancelled).isTrue();
        assertThat(rig.stats().fills()).isZero();
    }

    @Test
    void aHeadThatIsNotShareableReleasesAllAtOnceAndIsRemembered() {
        List<Client> clients = clients(4);
        rig.asked(0).answer("ann's", "Cache-Control", "private");
        assertThat(clients.get(0).call().text()).isEqualTo("ann's");
        assertThat(rig.asked).hasSize(4);
        for (int i = 1; i < 4; i++) {
            rig.asked(i).answer("own " + i, "Cache-Control", "private");
            assertThat(clients.get(i).call().text()).isEqualTo("own " + i);
        }
        List<Client> more = clients(2);
        assertThat(rig.asked).as("nobody waits for another").hasSize(6);
        rig.asked(4).answer("e");
        rig.asked(5).answer("f");
        rig.advanceSeconds(11);
        clients(2);
        assertThat(rig.asked).as("forgotten after a while").hasSize(7);
        rig.asked(6).answer("g", "Cache-Control", "max-age=60");
        assertThat(more.get(0).status()).isEqualTo("Weir;fwd=bypass;fwd-status=200;detail=uncacheable-lately");
    }

    @Test
    void whatMayBeStoredButNotSharedIsFetchedByEachAndValidated() {
        List<Client> clients = clients(3);
        rig.asked(0).answer("a", "Cache-Control", "no-cache", "ETag", "\"1\"");
        assertThat(rig.asked).hasSize(3);
        for (int i = 1; i < 3; i++) {
            rig.asked(i).answer("a", "Cache-Control", "no-cache", "ETag", "\"1\"");
        }
        assertThat(clients)
                .allSatisfy(client -> assertThat(client.call().text()).isEqualTo("a"));
        Client next = rig.get("/x");
        assertThat(rig.asked(3).request.fields().get("If-None-Match", "")).isEqualTo("\"1\"");
        rig.asked(3).answer(Response.of(304, Fields.of("ETag", "\"1\""), Body.none()));
        assertThat(next.call().text()).isEqualTo("a");
        assertThat(next.status()).isEqualTo("Weir;fwd=stale;fwd-status=304;detail=response-no-cache");
    }

    @Test
    void aHeadWithVarySendsThoseWhoDoNotMatchBackToCollapseAgainByVariant() {
        List<Client> german = clients(3, "Accept-Language", "de");
        List<Client> english = clients(3, "Accept-Language", "en");
        assertThat(rig.asked).hasSize(1);
        rig.asked(0).answer("hallo", "Cache-Control", "max-age=60", "Vary", "Accept-Language");
        assertThat(german).allSatisfy(client -> assertThat(client.call().text()).isEqualTo("hallo"));
        assertThat(rig.asked).as("one for the other variant").hasSize(2);
        rig.asked(1).answer("hello", "Cache-Control", "max-age=60", "Vary", "Accept-Language");
        assertThat(english)
                .allSatisfy(client -> assertThat(client.call().text()).isEqualTo("hello"));
        assertThat(rig.get("/x", "Accept-Language", "de").call().text()).isEqualTo("hallo");
        assertThat(rig.asked).hasSize(2);
    }

    @Test
    void learnedVaryNamesOutliveTheEntry() {
        clients(1, "Accept-Language", "de");
        rig.asked(0).answer("hallo", "Cache-Control", "max-age=1", "Vary", "Accept-Language");
        rig.send("DELETE", "/x");
        rig.asked(1).answer("", "Cache-Control", "no-store");
        clients(1, "Accept-Language", "de");
        clients(1, "Accept-Language", "en");
        assertThat(rig.asked).as("both variants at the same time").hasSize(4);
        rig.asked(2).answer("hallo", "Cache-Control", "max-age=60", "Vary", "Accept-Language");
        rig.asked(3).answer("hello", "Cache-Control", "max-age=60", "Vary", "Accept-Language");
    }

    @Test
    void waitingForAHeadHasALimitWhateverTheWaitersDeadlines() {
        List<Client> clients = clients(2);
        rig.advanceSeconds(61);
        assertThat(rig.asked(0).cancelled).isTrue();
        assertThat(clients.get(0).call().status()).isEqualTo(504);
        assertThat(rig.asked).as("the next one is elected").hasSize(2);
        rig.asked(1).answer("late", "Cache-Control", "max-age=60");
        assertThat(clients.get(1).call().text()).isEqualTo("late");
    }

    @Test
    void theDeadlineOfAFillIsItsLatestWaiters() {
        Client first = rig.get("/x");
        first.scope().deadlineIn(Duration.ofSeconds(5));
        Client second = rig.get("/x");
        second.scope().deadlineIn(Duration.ofSeconds(20));
        rig.advanceSeconds(6);
        assertThat(first.call().status()).isEqualTo(504);
        assertThat(rig.asked(0).cancelled).isFalse();
        rig.advanceSeconds(15);
        assertThat(second.call().status()).isEqualTo(504);
        assertThat(rig.asked(0).cancelled).isTrue();
    }

    @Test
    void aFailedFillElectsTheNextWaiterAndNoStampede() {
        List<Client> clients = clients(5);
        rig.asked(0).fail(new IOException("refused"));
        assertThat(clients.get(0).call().status()).isEqualTo(500);
        assertThat(rig.asked).hasSize(2);
        rig.asked(1).answer("hello", "Cache-Control", "max-age=60");
        assertThat(clients.subList(1, 5))
                .allSatisfy(client -> assertThat(client.call().text()).isEqualTo("hello"));
        assertThat(rig.asked).hasSize(2);
    }

    @Test
    void afterTwoFailuresAllWhoWaitAreTold() {
        List<Client> clients = clients(5);
        rig.asked(0).answer(Response.text("down").withStatus(503));
        rig.asked(1).answer(Response.text("still down").withStatus(503).and("Retry-After", "7"));
        assertThat(clients.get(0).call().text()).isEqualTo("down");
        assertThat(clients.get(1).call().text()).isEqualTo("still down");
        assertThat(clients.subList(2, 5)).allSatisfy(client -> {
            assertThat(client.call().status()).isEqualTo(503);
            assertThat(client.call().field("Retry-After")).isEqualTo("7");
        });
        assertThat(rig.asked).hasSize(2);
    }

    @Test
    void aFailedFillServesStaleWhereThatIsAllowed() {
        rig.store("/x", "old", "Cache-Control", "max-age=1, stale-if-error=60");
        rig.advanceSeconds(2);
        List<Client> clients = clients(3);
        rig.asked(1).answer(Response.text("down").withStatus(503));
        assertThat(clients)
                .allSatisfy(client -> assertThat(client.call().text()).isEqualTo("old"));
        assertThat(clients.get(0).status()).isEqualTo("Weir;fwd=stale;fwd-status=503;ttl=-1;detail=stale-if-error");
        assertThat(clients.get(0).call().field("Age")).isEqualTo("2");
        assertThat(rig.asked).hasSize(2);
        assertThat(rig.stats().staleServed()).isEqualTo(3);
    }

    @Test
    void nobodyGetsHalfAContentThatLooksWhole() {
        List<Client> clients = clients(2);
        TestBody body = rig.asked(0).stream(Body.UNKNOWN_LENGTH, "Cache-Control", "max-age=60");
        body.write("half");
        assertThat(clients.get(0).call().textSoFar()).isEqualTo("half");
        body.fail(new IOException("reset"));
        assertThat(clients)
                .allSatisfy(
                        client -> assertThatThrownBy(() -> client.call().text()).hasMessageContaining("broke off"));
        rig.get("/x");
        assertThat(rig.asked).as("nothing was stored").hasSize(2);
        rig.asked(1).answer("whole", "Cache-Control", "max-age=60");
    }

    @Test
    void aContentShorterOrLongerThanSaidIsNeitherStoredNorWhole() {
        for (String text : List.of("short", "x".repeat(100_001))) {
            Client client = rig.get("/x");
            TestBody body = rig.asked(rig.asked.size() - 1).stream(100_000, "Cache-Control", "max-age=60");
            body.write(text).end();
            assertThatThrownBy(() -> client.call().text()).hasMessageContaining("broke off");
        }
        assertThat(rig.stats().stored()).isZero();
    }

    @Test
    void aSmallContentOfKnownLengthIsSentAtOnceAndABreakInItIsAFailureNotAHalf() {
        List<Client> clients = clients(2);
        TestBody body = rig.asked(0).stream(10, "Cache-Control", "max-age=60");
        body.write("hello");
        assertThat(clients.get(0).call().isDone()).isFalse();
        body.fail(new IOException("reset"));
        assertThat(clients.get(0).call().status()).isEqualTo(500);
        TestBody second = rig.asked(1).stream(10, "Cache-Control", "max-age=60");
        second.write("hello").write("world").end();
        assertThat(clients.get(1).call().response().body()).isInstanceOf(Body.Whole.class);
        assertThat(clients.get(1).call().text()).isEqualTo("helloworld");
    }

    @Test
    void aLatecomerJoinsWhatIsStreamedFromItsBeginning() {
        Client first = rig.get("/x");
        TestBody body = rig.asked(0).stream(Body.UNKNOWN_LENGTH, "Cache-Control", "max-age=60");
        body.write("one ");
        first.call().textSoFar();
        Client late = rig.get("/x");
        body.write("two").end();
        assertThat(first.call().text()).isEqualTo("one two");
        assertThat(late.call().text()).isEqualTo("one two");
        assertThat(late.call().field("Cache-Status")).contains("collapsed");
        assertThat(rig.get("/x").status()).isEqualTo("Weir;hit;ttl=60");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cache-Control", "CDN-Cache-Control"})
    void trailersPassThrough(String control) {
        List<Client> clients = clients(2);
        TestBody body = rig.asked(0).stream(Body.UNKNOWN_LENGTH, control, "max-age=60, private=\"x-user\"");
        body.write("x").end(Fields.of("Digest", "abc", "X-User", "anna", "Set-Cookie", "a=anna"));
        assertThat(clients).allSatisfy(client -> {
            client.call().text();
            assertThat(client.body().trailers().result().get("Digest", "")).isEqualTo("abc");
        });
        assertThat(clients.get(0).body().trailers().result().get("X-User", "")).isEqualTo("anna");
        Fields others = clients.get(1).body().trailers().result();
        assertThat(others.contains("X-User") || others.contains("Set-Cookie")).isFalse();
    }

    /** The response may turn out to be private, and so may they. */
    @Test
    void interimResponsesOfTheOriginGoToTheOneWhoseRequestItHas() {
        List<Client> clients = clients(2);
        rig.asked(0).request.inform(103, Fields.of("Link", "</a.css>; rel=preload"));
        clients.get(0).leave();
        rig.asked(0).request.inform(103, Fields.of("Link", "</b.css>; rel=preload"));
        assertThat(clients.get(0).scope().interims()).hasSize(1);
        assertThat(clients.get(1).scope().interims()).isEmpty();
        rig.asked(0).answer("x", "Cache-Control", "max-age=60");
    }

    @Test
    void aSlowOriginsDelayCountsAsAgeButNotForThoseWhoWaitedMeanwhile() {
        List<Client> clients = clients(3);
        rig.advanceSeconds(2);
        rig.asked(0).answer("x", "Cache-Control", "max-age=1");
        assertThat(clients)
                .allSatisfy(client -> assertThat(client.call().text()).isEqualTo("x"));
        assertThat(rig.asked).hasSize(1);
        rig.get("/x");
        assertThat(rig.asked).as("stale for whoever comes next").hasSize(2);
        rig.asked(1).answer("x", "Cache-Control", "max-age=1");
    }

    @Test
    void clientsThatWantItValidatedShareAFetchThatBeganAfterThem() {
        rig.store("/x", "old", "Cache-Control", "max-age=60");
        Client first = rig.get("/x", "Cache-Control", "no-cache");
        rig.advance(Duration.ofMillis(1));
        Client second = rig.get("/x", "Cache-Control", "no-cache");
        Client third = rig.get("/x", "Cache-Control", "no-cache");
        rig.asked(1).answer("new", "Cache-Control", "max-age=60");
        assertThat(first.call().text()).isEqualTo("new");
        assertThat(second.call().isDone()).isFalse();
        assertThat(rig.asked).hasSize(3);
        rig.asked(2).answer("newer", "Cache-Control", "max-age=60");
        assertThat(second.call().text()).isEqualTo("newer");
        assertThat(third.call().text()).isEqualTo("newer");
    }

    @Test
    void aVariantWhosePlaceAValidatedOneTakesIsLetGo() {
        String[] varies = {"Cache-Control", "max-age=1", "ETag", "\"a\"", "Vary", "Accept-Language"};
        rig.get("/x", "Accept-Language", "de");
        rig.asked(0).answer("hello", varies);
        rig.advanceSeconds(2);
        rig.get("/x", "Accept-Language", "en");
        rig.asked(1).answer("hello", "Cache-Control", "max-age=1", "ETag", "\"a\"");
        rig.advanceSeconds(2);
        Client client = rig.get("/x", "Accept-Language", "de");
        rig.asked(2).answer(Response.of(304, Fields.of(varies), Body.none()));
        assertThat(client.call().text()).isEqualTo("hello");
    }
}
