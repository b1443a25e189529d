package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a 304 for one stored response does to the others of its URI (RFC 9111 §4.3.4). */
class FreshenTest {
    private final Rig rig = new Rig();

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    private Client get(String language, Response... answers) {
        Client client = rig.get("/x", "Accept-Language", language);
        for (Response answer : answers) {
            rig.asked(rig.asked.size() - 1).answer(answer);
        }
        return client;
    }

    private static Response page(String text) {
        return Response.text(text).with("Cache-Control", "max-age=1").with("ETag", "\"same\"");
    }

    private static Response notModified() {
        Fields fields = Fields.of("ETag", "\"same\"", "Cache-Control", "max-age=60", "X-New", "1");
        return Response.of(304, fields, Body.none());
    }

    @Test
    void anotherThatTheRequestSelectsIsFreshenedToo() {
        get("de", page("x"));
        rig.advanceSeconds(2);
        get("en", page("x").with("Vary", "Accept-Language"));
        rig.advanceSeconds(2);
        assertThat(get("en", notModified()).call().text()).isEqualTo("x");
        Client de = get("de");
        assertThat(de.status()).contains("hit");
        assertThat(de.call().field("X-New")).isEqualTo("1");
    }

    private void head(Response answer) {
        get("de", page("x"));
        rig.advanceSeconds(2);
        get("en", page("x").with("Vary", "Accept-Language"));
        rig.advanceSeconds(2);
        rig.send("HEAD", "/x", "Accept-Language", "en", "If-Match", "\"same\"");
        assertThat(rig.asked(2).request.method()).isEqualTo("HEAD");
        rig.asked(2).answer(answer.withBody(Body.none()));
    }

    /** RFC 9111 §4.3.5, where a HEAD has to go to the origin though something is stored. */
    @Test
    void aHeadFreshensAllThatItsRequestSelects() {
        head(page("x").with("Cache-Control", "max-age=60"));
        assertThat(get("en").status()).contains("hit");
        assertThat(get("de").status()).contains("hit");
    }

    @Test
    void aHeadThatDiffersEndsThemAll() {
        head(page("x").with("ETag", "\"other\""));
        assertThat(rig.stats().entries()).isZero();
    }

    /** What is said to one user is for the requests that are like his, whoever else has the same content. */
    @Test
    void whatOtherRequestsSelectIsLeftAsItIs() {
        get("de", page("x").with("Vary", "Accept-Language"));
        get("en", page("x").with("Vary", "Accept-Language"));
        rig.advanceSeconds(2);
        assertThat(get("de", notModified()).call().text()).isEqualTo("x");
        assertThat(get("de").status()).contains("hit");
        Client en = get("en", notModified().with("X-New", "2"));
        assertThat(en.status()).contains("fwd=stale");
        assertThat(en.call().field("X-New")).isEqualTo("2");
    }

    @Test
    void whatCameSinceItWasAskedForStays() {
        get("de", page("x"));
        rig.advanceSeconds(2);
        get("de");
        Client authorized = rig.get("/x", "Accept-Language", "de", "Authorization", "Basic a");
        rig.asked(2)
                .answer(page("new")
                        .with("ETag", "\"new\"")
                        .with("Cache-Control", "public, max-age=60")
                        .with("Vary", "Accept-Language"));
        assertThat(authorized.call().text()).isEqualTo("new");
        rig.asked(1).answer(notModified());
        assertThat(get("de").call().text()).isEqualTo("new");
        assertThat(rig.asked).hasSize(3);
    }
}
