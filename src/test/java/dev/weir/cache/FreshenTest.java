package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static Response page(String text, String tag) {
        return Response.text(text)
                .with("Cache-Control", "max-age=1")
                .with("Vary", "Accept-Language")
                .with("ETag", tag);
    }

    @ParameterizedTest
    @CsvSource({"'\"same\"',hit", "'\"other\"',fwd=stale"})
    void anotherWithTheSameStrongValidatorIsFreshenedToo(String tag, String outcome) {
        get("de", page("x", "\"same\""));
        get("en", page("x", tag));
        get("fr", page("x", "\"third\""));
        rig.advanceSeconds(2);
        Response notModified = Response.of(
                304, Fields.of("ETag", "\"same\"", "Cache-Control", "max-age=60", "X-New", "1"), Body.none());
        assertThat(get("de", notModified).call().text()).isEqualTo("x");
        Client de = get("de");
        assertThat(de.status()).contains("hit");
        int before = rig.asked.size();
        Client en = get("en");
        if (rig.asked.size() > before) {
            rig.asked(before).answer(page("new", tag));
        } else {
            assertThat(en.call().field("X-New")).isEqualTo("1");
        }
        assertThat(en.status()).contains(outcome);
        assertThat(get("fr", page("new", "\"third\"")).status()).contains("fwd=stale");
    }
}
