package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.Call;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is stored is kept in br as well as in gzip. */
class BrotliTest {
    private static final String TEXT = "The same again, and again. ".repeat(400);
    private static final String[] FIELDS = {
        "Content-Type", "text/html", "ETag", "\"abc\"", "Cache-Control", "max-age=60"
    };

    private final Rig rig = new Rig(CacheSettings.ofMemory(Rig.MEMORY).withCompression());

    @BeforeAll
    static void itIsThere() {
        WritersTest.needBrotli();
    }

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    @ParameterizedTest
    @CsvSource({
        "'gzip, br', br",
        "'br, gzip', br",
        "'gzip;q=0.5, br;q=0.5', br",
        "'gzip, br;q=0.9', gzip",
        "*, br",
        "'*, br;q=0', gzip",
        "x-gzip, gzip",
        "'br;q=0.3, gzip;q=0.2, identity;q=0.1', br",
    })
    void theClientsWeightsDecideAndOfEqualsBr(String accepted, String coding) throws IOException {
        rig.store("/x", TEXT, FIELDS);
        rig.get("/x", "Accept-Encoding", accepted);
        Call call = rig.get("/x", "Accept-Encoding", accepted).call();
        assertThat(call.field("Content-Encoding")).isEqualTo(coding);
        assertThat(call.field("ETag")).isEqualTo("\"abc-" + coding + "\"");
        assertThat(WritersTest.read(coding, call.bytes().getBytes())).isEqualTo(TEXT);
    }

    @Test
    void formsStandBesideEachOther() {
        rig.store("/x", TEXT, FIELDS);
        rig.get("/x", "Accept-Encoding", "gzip");
        rig.get("/x", "Accept-Encoding", "br");
        assertThat(rig.get("/x", "Accept-Encoding", "br").call().field("Content-Encoding"))
                .isEqualTo("br");
        assertThat(rig.get("/x", "Accept-Encoding", "gzip").call().field("Content-Encoding"))
                .isEqualTo("gzip");
        for (String coding : new String[] {"br", "gzip"}) {
            String tag = "\"abc-" + coding + "\"";
            Call held = rig.get("/x", "Accept-Encoding", "gzip, br", "If-None-Match", tag)
                    .call();
            assertThat(held.status()).isEqualTo(304);
            assertThat(held.field("ETag")).isEqualTo(tag);
        }
        rig.send("PUT", "/x", "If-Match", "\"abc-br\"");
        assertThat(rig.asked(1).request.fields().get("If-Match")).hasValue("\"abc-br\", \"abc\"");
        rig.asked(1).answer("");
    }
}
