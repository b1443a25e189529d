package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Response;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestScope;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An origin that sends the whole, whatever part is asked for (RFC 9110 §14.2). */
class IgnoredRangeTest {
    private static final String WHOLE = "0123456789";

    private final Rig rig = new Rig();

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    /** Whoever wants another part meanwhile, or for a while after, does not have it sent again. */
    @Test
    void itSendsTheWholeOnceWhateverTheParts() {
        Client leader = rig.get("/x", "Range", "bytes=2-6");
        TestBody body = TestBody.in(TestScope.create(), Body.UNKNOWN_LENGTH);
        Body streamed = rig.asked(0).request.scope().own(body.body());
        rig.asked(0).answer(Response.of(200, Fields.of("Cache-Control", "max-age=1"), streamed));
        body.write("a".repeat(100_000));
        Client other = rig.get("/x", "Range", "bytes=-5");
        Client third = rig.get("/x");
        body.write("b".repeat(100_000)).end();
        assertThat(List.of(leader, other, third)).allSatisfy(client -> {
            assertThat(client.call().status()).isEqualTo(200);
            assertThat(client.call().text()).hasSize(200_000);
        });
        assertThat(other.status()).contains("collapsed");
        assertThat(rig.get("/x", "Range", "bytes=-5").call().text()).isEqualTo("bbbbb");
        assertThat(rig.asked).hasSize(1);

        rig.advanceSeconds(2);
        List<Client> later =
                List.of(rig.get("/x", "Range", "bytes=2-6"), rig.get("/x", "Range", "bytes=7-8"), rig.get("/x"));
        assertThat(rig.asked).hasSize(2);
        assertThat(rig.asked(1).request.fields().contains("Range")).isFalse();
        rig.asked(1).answer(WHOLE, "Cache-Control", "max-age=9");
        assertThat(later.get(0).call().text()).isEqualTo(WHOLE);
        assertThat(later.get(1).call().text()).isEqualTo("78");
        assertThat(later.get(2).call().text()).isEqualTo(WHOLE);
    }

    @Test
    void afterAWhileAPartIsAskedForAgain() {
        rig.get("/x", "Range", "bytes=2-6");
        rig.asked(0).answer(WHOLE, "Cache-Control", "max-age=1");
        rig.advanceSeconds(60);
        Client later = rig.get("/x", "Range", "bytes=2-6");
        assertThat(rig.asked(1).request.field("Range")).contains("bytes=2-6");
        Fields head = Fields.of("Content-Range", "bytes 2-6/10", "ETag", "\"a\"", "Cache-Control", "max-age=9");
        rig.asked(1).answer(Response.of(206, head, Body.of(Buffer.buffer("23456"))));
        assertThat(later.call().status()).isEqualTo(206);
    }
}
