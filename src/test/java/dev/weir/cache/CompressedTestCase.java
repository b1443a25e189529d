package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.testkit.TestRequest;
import org.junit.jupiter.api.AfterEach;

/** A cache that keeps what is stored compressed as well. */
abstract class CompressedTestCase {
    static final String TEXT = "The same again, and again. ".repeat(400);
    static final String[] FIELDS = {
        "Content-Type", "text/html", "ETag", "\"abc\"", "Cache-Control", "max-age=60", "Vary", "Foo"
    };

    final Rig rig = new Rig(CacheSettings.ofMemory(Rig.MEMORY).withCompression());

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    Client gzip(String... fields) {
        TestRequest request = TestRequest.get("/x").field("Accept-Encoding", "gzip");
        for (int i = 0; i < fields.length; i += 2) {
            request.field(fields[i], fields[i + 1]);
        }
        return rig.send(request);
    }

    /** Stored, asked for once by somebody who takes gzip, and so there in both forms. */
    void storeBoth() {
        rig.store("/x", TEXT, FIELDS);
        assertThat(gzip().call().text()).isEqualTo(TEXT);
    }
}
