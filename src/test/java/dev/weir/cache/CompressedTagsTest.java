package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Response;
import org.junit.jupiter.api.Test;

/** Which form of what is stored a tag or a range of a client means. */
class CompressedTagsTest extends CompressedTestCase {

    @Test
    void tagsAreMappedBack() {
        storeBoth();
        Client held = gzip("If-None-Match", "\"abc-gzip\"");
        assertThat(held.call().status()).isEqualTo(304);
        assertThat(held.call().field("ETag")).isEqualTo("\"abc-gzip\"");
        assertThat(held.call().field("Vary")).isEqualTo("Foo, Accept-Encoding");
        // Who has it as it is has nothing to fetch either.
        Client plain = gzip("If-None-Match", "\"abc\"");
        assertThat(plain.call().status()).isEqualTo(304);
        assertThat(plain.call().field("ETag")).isEqualTo("\"abc\"");
        assertThat(gzip("If-None-Match", "\"other-gzip\"").call().status()).isEqualTo(200);
        // Who does not take gzip now has no use for what it held.
        assertThat(rig.get("/x", "If-None-Match", "\"abc-gzip\"").call().status())
                .isEqualTo(200);
    }

    @Test
    void aFormThatIsNotThereAnyMoreIsStillKnownByItsTag() {
        Client first = gzip("If-None-Match", "\"abc-gzip\"");
        rig.asked(0).answer(TEXT, FIELDS);
        assertThat(first.call().status()).isEqualTo(304);
        assertThat(first.call().field("ETag")).isEqualTo("\"abc-gzip\"");
        Client hit = gzip("If-None-Match", "\"abc-gzip\"");
        assertThat(hit.call().status()).isEqualTo(304);
        assertThat(hit.call().field("ETag")).isEqualTo("\"abc-gzip\"");
    }

    @Test
    void aNotModifiedThatMayNotBeKeptNamesTheFormThatIsHeld() {
        storeBoth();
        rig.advanceSeconds(61);
        Client held = gzip("If-None-Match", "\"abc-gzip\"");
        Fields fields = Fields.of("ETag", "\"abc\"", "Cache-Control", "private", "Vary", "Foo")
                .with("Repr-Digest", "sha-256=:AAAA:")
                .with("Accept-Ranges", "bytes");
        rig.asked(1).answer(Response.of(304, fields, Body.none()));
        assertThat(held.call().status()).isEqualTo(304);
        assertThat(held.call().field("ETag")).isEqualTo("\"abc-gzip\"");
        assertThat(held.call().field("Vary")).isEqualTo("Foo, Accept-Encoding");
        assertThat(held.call().field("Cache-Control")).isEqualTo("private");
        // These are of other bytes.
        assertThat(held.call().field("Repr-Digest") + held.call().field("Accept-Ranges"))
                .isEmpty();
    }

    @Test
    void aWeakTagIsTheSameForAllForms() {
        rig.store(
                "/x",
                TEXT,
                Fields.of(FIELDS)
                        .with("ETag", "W/\"abc\"")
                        .copy()
                        .toString()
                        .strip()
                        .split(": |\n"));
        gzip();
        assertThat(gzip().call().field("Content-Encoding")).isEqualTo("gzip");
        assertThat(gzip().call().field("ETag")).isEqualTo("W/\"abc\"");
        assertThat(gzip("If-None-Match", "W/\"abc\"").call().status()).isEqualTo(304);
    }

    @Test
    void anOriginIsAskedAboutItsOwnTagAsWell() {
        rig.send("PUT", "/x", "If-Match", "\"abc-gzip\", \"other\"");
        assertThat(rig.asked(0).request.fields().get("If-Match")).hasValue("\"abc-gzip\", \"other\", \"abc\"");
        rig.asked(0).answer("");
    }

    @Test
    void partsAreOfTheFormThatTheClientSaysItHasPartsOf() {
        storeBoth();
        byte[] coded = gzip().call().bytes().getBytes();
        Client rest = gzip("Range", "bytes=10-19", "If-Range", "\"abc-gzip\"");
        assertThat(rest.call().status()).isEqualTo(206);
        assertThat(rest.call().field("Content-Encoding")).isEqualTo("gzip");
        assertThat(rest.call().field("Content-Range")).isEqualTo("bytes 10-19/" + coded.length);
        assertThat(rest.call().bytes().getBytes()).isEqualTo(java.util.Arrays.copyOfRange(coded, 10, 20));
        Client plain = gzip("Range", "bytes=4-7", "If-Range", "\"abc\"");
        assertThat(plain.call().status()).isEqualTo(206);
        assertThat(plain.call().text()).isEqualTo(TEXT.substring(4, 8));
        assertThat(gzip("Range", "bytes=4-7").call().text()).isEqualTo(TEXT.substring(4, 8));
        assertThat(gzip("Range", "bytes=4-7", "If-Range", "\"old-gzip\"").call().text())
                .isEqualTo(TEXT);
    }

    @Test
    void aDateDoesNotTellWhichFormAClientHasPartsOf() {
        String[] dated = {
            "Content-Type",
            "text/html",
            "Cache-Control",
            "max-age=60",
            "Date",
            "Sat, 21 Nov 2026 08:00:00 GMT",
            "Last-Modified",
            "Fri, 20 Nov 2026 08:00:00 GMT"
        };
        rig.store("/x", TEXT, dated);
        Client client = gzip("Range", "bytes=4-7", "If-Range", "Fri, 20 Nov 2026 08:00:00 GMT");
        assertThat(client.call().status()).isEqualTo(200);
    }
}
