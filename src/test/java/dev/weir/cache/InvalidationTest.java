package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Response;
import dev.weir.testkit.TestBody;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalidation, which beats a fill in flight (RFC 9111 §4.4). */
class InvalidationTest {
    private static final String[] FRESH = {"Cache-Control", "max-age=60"};

    private final Rig rig = new Rig();

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    private void post(String target, int status, String... fields) {
        Client client = rig.send("POST", target);
        rig.asked(rig.asked.size() - 1).answer(Response.of(status, Fields.of(fields), Body.none()));
        assertThat(client.call().status()).isEqualTo(status);
    }

    private String fetch(String target) {
        int before = rig.asked.size();
        Client client = rig.get(target);
        if (rig.asked.size() > before) {
            rig.asked(before).answer("new", FRESH);
        }
        return client.call().text();
    }

    @Test
    void anUnsafeRequestThatSucceedsInvalidatesItsTargetAndWhatItNames() {
        for (String target : new String[] {"/x", "/made", "/content", "/else"}) {
            rig.store(target, "old", FRESH);
        }
        post("/x", 201, "Location", "/made", "Content-Location", "http://localhost/content");
        assertThat(fetch("/x")).isEqualTo("new");
        assertThat(fetch("/made")).isEqualTo("new");
        assertThat(fetch("/content")).isEqualTo("new");
        assertThat(fetch("/else")).isEqualTo("old");
    }

    @Test
    void soItDoesWhereTheseAreWhatClientsAskForAndNoUris() {
        rig.store("/list?f=a|b", "old", FRESH);
        rig.store("/list?f={a}", "old", FRESH);
        post("/list?f={a}", 201, "Location", "/list?f=a|b");
        assertThat(fetch("/list?f=a|b")).isEqualTo("new");
        assertThat(fetch("/list?f={a}")).isEqualTo("new");
    }

    @Test
    void oneThatFailsDoesNot() {
        rig.store("/x", "old", FRESH);
        post("/x", 500);
        assertThat(fetch("/x")).isEqualTo("old");
    }

    @Test
    void whatWasAskedForBeforeAnInvalidationIsForThoseWhoWaitAndNoOneElse() {
        Client waiting = rig.get("/x");
        post("/x", 204);
        Client after = rig.get("/x");
        assertThat(rig.asked).as("who comes afterwards is not admitted").hasSize(3);
        rig.asked(0).answer("old", FRESH);
        assertThat(waiting.call().text()).isEqualTo("old");
        rig.asked(2).answer("new", FRESH);
        assertThat(after.call().text()).isEqualTo("new");
        assertThat(fetch("/x")).isEqualTo("new");
    }

    @Test
    void anInvalidationInTheMiddleOfAContentKeepsItOutOfTheStore() {
        Client waiting = rig.get("/x");
        TestBody body = rig.asked(0).stream(Body.UNKNOWN_LENGTH, FRESH);
        body.write("o");
        post("/x", 204);
        body.write("ld").end();
        assertThat(waiting.call().text()).isEqualTo("old");
        assertThat(fetch("/x")).isEqualTo("new");
    }

    @Test
    void aClearKeepsAllThatIsInFlightOut() {
        Client waiting = rig.get("/x");
        rig.cache.purge(Purge.everything());
        rig.asked(0).answer("old", FRESH);
        assertThat(waiting.call().text()).isEqualTo("old");
        assertThat(fetch("/x")).isEqualTo("new");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/x?a=%2F",
                "HTTP://LocalHost:80/x?a=%2F",
                "http://localhost:/x?a=%2F",
                "http://localhost:0080/x?a=%2F",
                "http://localhost/x?a=%2F#part"
            })
    void codeInvalidatesByUri(String uri) {
        rig.store("/x?a=%2F", "old", "Cache-Control", "max-age=60", "Vary", "Accept");
        Client other = rig.get("/x?a=%2F", "Accept", "text/html");
        rig.asked(1).answer("old, too", "Cache-Control", "max-age=60", "Vary", "Accept");
        assertThat(other.call().text()).isEqualTo("old, too");
        rig.store("/x", "else", FRESH);
        rig.cache.purge(Purge.url(URI.create(uri)));
        assertThat(fetch("/x?a=%2F")).isEqualTo("new");
        assertThat(rig.stats().entries()).isEqualTo(2);
        assertThat(fetch("/x")).isEqualTo("else");
    }

    @Test
    void soItDoesWhatIsOnItsWay() {
        Client waiting = rig.get("/");
        rig.cache.purge(Purge.url(URI.create("http://localhost")));
        Client after = rig.get("/");
        rig.asked(0).answer("old", FRESH);
        rig.asked(1).answer("new", FRESH);
        assertThat(waiting.call().text()).isEqualTo("old");
        assertThat(after.call().text()).isEqualTo("new");
        assertThat(fetch("/")).isEqualTo("new");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/x", "//localhost/x", "ftp://localhost/x", "http:/x", "mailto:a@b", "http://u@localhost/x"})
    void whatIsNoTargetUriIsRefused(String uri) {
        assertThatThrownBy(() -> rig.cache.purge(Purge.url(URI.create(uri))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(uri)
                .hasMessageContaining("such as");
    }

    @Test
    void fresheningIsCompareAndSet() {
        rig.store("/x", "old", "Cache-Control", "max-age=1", "ETag", "\"1\"");
        rig.advanceSeconds(2);
        Client validating = rig.get("/x");
        assertThat(rig.asked(1).request.fields().get("If-None-Match", "")).isEqualTo("\"1\"");
        post("/x", 204);
        rig.asked(1).answer(Response.of(304, Fields.of(FRESH), Body.none()));
        assertThat(validating.call().text()).isEqualTo("old");
        assertThat(fetch("/x")).isEqualTo("new");
    }
}
