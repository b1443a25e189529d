package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.HttpException;
import dev.weir.http.Key;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is given what one run brings, and who is not. */
class LiveSharingTest extends LiveRig {

    @Test
    void oneRunIsForAllWhoWaitForItsHead() {
        List<Client> all = List.of(get("/"), get("/"), get("/"));
        assertThat(runs).hasSize(1);
        TestBody body = runs.get(0).stream(EVENTS, "Cache-Control", "no-store", "X-Its", "own");
        body.write("data: 1\n\n");
        for (Client client : all) {
            assertThat(client.call().field("X-Its")).isEqualTo("own");
            assertThat(client.call().field("Cache-Control")).isEqualTo("no-store");
            assertThat(client.soFar()).isEqualTo("data: 1\n\n");
        }
        body.write("data: 2\n\n").end();
        all.forEach(client -> assertThat(client.call().text()).isEqualTo("data: 1\n\ndata: 2\n\n"));
        assertThat(live.stats().begun()).isEqualTo(1);
        assertThat(live.stats().joined()).isEqualTo(2);
        assertThat(runs.get(0).closed).isTrue();
        assertThat(runs.get(0).cancelled).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"GET, Authorization, Basic eDp5", "GET, Cookie, a=b", "POST, X, y", "HEAD, X, y"})
    void aRequestThatIsOneClientsGoesDownAsItCame(String method, String name, String value) {
        send(TestRequest.of(method, "/").field(name, value));
        send(TestRequest.of(method, "/").field(name, value));
        assertThat(runs).hasSize(2);
        assertThat(runs.get(1).request.field(name)).contains(value);
        assertThat(runs.get(1).request.scope()).isSameAs(clients.get(1).scope());
    }

    @Test
    void aFieldThatMakesNoDifferenceIsNotSeenByTheHandler() {
        live = Live.create().ignoring("cookie");
        get("/", "Cookie", "a=1");
        get("/", "Cookie", "a=2");
        send(TestRequest.of("HEAD", "/").field("Cookie", "a=3"));
        assertThat(runs).hasSize(2);
        runs.forEach(run -> assertThat(run.request.field("Cookie")).isEmpty());
        assertThatThrownBy(() -> live.ignoring("no name")).hasMessageContaining("not a field name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "Cache-Control ! private",
                "Cache-Control ! private=\"x\"",
                "Set-Cookie ! a=b",
                "Vary ! *",
                "Content-Encoding ! gzip",
                "Content-Type ! text/plain",
                "Content-Length ! 9"
            })
    void aStreamThatIsNotForSeveralIsForTheOneWhoAsked(String name, String value) {
        Client first = get("/");
        Client second = get("/", "Last-Event-ID", "3");
        TestBody one = runs.get(0).stream(-1, Fields.of("Content-Type", EVENTS).with(name, value));
        assertThat(runs).hasSize(2);
        assertThat(runs.get(1).request.field("Last-Event-ID")).contains("3");
        TestBody two = runs.get(1).stream(EVENTS, name, value);
        one.write("data: 1\n\n").end();
        two.write("data: 2\n\n").end();
        assertThat(first.call().text()).isEqualTo("data: 1\n\n");
        assertThat(second.call().text()).isEqualTo("data: 2\n\n");
        get("/");
        assertThat(runs).hasSize(3);
    }

    @Test
    void whoAsksForAnotherVariantGetsARunOfItsOwn() {
        Client german = get("/", "Accept-Language", "de");
        Client english = get("/", "Accept-Language", "en");
        Client alsoGerman = get("/", "Accept-Language", "de;q=1.0");
        assertThat(runs).hasSize(1);
        TestBody first = runs.get(0).stream(EVENTS, "Vary", "Accept-Language");
        assertThat(runs).hasSize(2);
        Client alsoEnglish = get("/", "Accept-Language", "en");
        get("/", "Accept-Language", "fr");
        assertThat(runs).hasSize(3); // it is known by now that a third waits for neither
        TestBody second = runs.get(1).stream(EVENTS, "Vary", "Accept-Language");
        first.write("data: eins\n\n");
        second.write("data: one\n\n");
        assertThat(List.of(german.soFar(), alsoGerman.soFar())).containsOnly("data: eins\n\n");
        assertThat(List.of(english.soFar(), alsoEnglish.soFar())).containsOnly("data: one\n\n");
    }

    @Test
    void theHandlerSeesARequestThatIsNobodys() {
        Key<String> user = Key.of("user", String.class);
        send(TestRequest.get("/?a=b")
                .field("Last-Event-ID", "41")
                .field("If-None-Match", "\"x\"")
                .field("X-Forwarded-Host", "elsewhere.example")
                .field("Accept", EVENTS)
                .with(user, "ada"));
        Request seen = runs.get(0).request;
        assertThat(seen.target()).isEqualTo("/?a=b");
        assertThat(seen.field("Accept")).contains(EVENTS);
        assertThat(List.of("Last-Event-ID", "If-None-Match", "X-Forwarded-Host"))
                .noneMatch(name -> seen.fields().contains(name));
        assertThat(seen.get(user)).isEmpty();
    }

    @Test
    void whatConnectionNamesSelectsNothing() {
        Client named = get("/", "Connection", "Foo", "Foo", "1");
        Client one = get("/", "Foo", "1");
        Client none = get("/");
        runs.get(0).stream(EVENTS, "Vary", "Foo").write("data: none\n\n");
        runs.get(1).stream(EVENTS, "Vary", "Foo").write("data: one\n\n");
        assertThat(List.of(named.soFar(), none.soFar())).containsOnly("data: none\n\n");
        assertThat(one.soFar()).isEqualTo("data: one\n\n");
    }

    @Test
    void otherTargetsAreOtherStreams() {
        get("/?a");
        get("/?b");
        assertThat(runs).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"Set-Cookie, a=b", "Cache-Control, no-store", "Cache-Control, private"})
    void whatIsNoStreamIsForAllWhoWaitUnlessItIsOneClients(String name, String value) {
        Client first = get("/");
        Client second = get("/");
        runs.get(0).promise.complete(Response.text("not now").withStatus(503));
        assertThat(List.of(first.call().status(), second.call().status())).containsOnly(503);
        get("/");
        get("/");
        runs.get(1).promise.complete(Response.text("yours").with(name, value));
        assertThat(runs).hasSize(3);
        get("/", "Accept", "text/plain");
        runs.get(2).promise.complete(Response.text("x"));
        runs.get(3).promise.complete(Response.text("y"));
        assertThat(clients.get(3).call().text()).isEqualTo("x");
    }

    @Test
    void whatTheHandlerFailsWithIsForAll() {
        List<Client> all = List.of(get("/"), get("/"));
        runs.get(0).promise.fail(new HttpException(429, "later"));
        all.forEach(client -> assertThat(client.call().status()).isEqualTo(429));
        assertThat(runs).hasSize(1);
    }

    @Test
    void aStreamForOneHasItsLengthAndTrailersAndIsNotCutByADrain() {
        Client client = get("/");
        TestBody body = runs.get(0).stream(4, Fields.of("Content-Type", "text/plain"));
        Body.Stream content = (Body.Stream) client.call().response().body();
        assertThat(content.length()).isEqualTo(4);
        client.scope().drain();
        body.write("four").end(Fields.of("X-Sum", "4"));
        assertThat(client.call().text()).isEqualTo("four");
        assertThat(content.trailers().result().get("X-Sum")).contains("4");
    }

    @Test
    void aStreamForOneIsCancelledWhenHeLeaves() {
        Client client = get("/");
        TestBody body = runs.get(0).stream("text/plain");
        client.call().response();
        assertThat(runs.get(0).cancelled || runs.get(0).closed).isFalse();
        client.leave();
        assertThat(runs.get(0).cancelled).isTrue();
        assertThat(runs.get(0).closed).isTrue();
        assertThat(body.isClosed()).isTrue();
    }

    @Test
    void aStreamForOneWhoHasLeftAlreadyIsCancelledAndTheOthersAskForThemselves() {
        Client first = get("/");
        Client second = get("/");
        first.leave();
        TestBody body = runs.get(0).stream("text/plain");
        assertThat(runs.get(0).cancelled).isTrue();
        assertThat(body.isClosed()).isTrue();
        assertThat(runs).hasSize(2);
        runs.get(1).stream("text/plain").write("its own").end();
        assertThat(second.call().text()).isEqualTo("its own");
    }
}
