package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.http.Body;
import dev.weir.testkit.TestBody;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Responses to POST that are stored for who GETs later (RFC 9110 §9.3.3). */
class PostTest {
    private static final String[] OF_ITSELF = {"Cache-Control", "max-age=60", "Content-Location", "/x"};

    private final Rig rig = new Rig();

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    @Test
    void whatAPostAnswersOfItsOwnUriIsServedToGetAndHeadAndToNoPost() {
        rig.store("/x", "before", "Cache-Control", "max-age=60");
        Client post = rig.send("POST", "/x");
        rig.asked(1).answer("after", OF_ITSELF);
        assertThat(post.call().text()).isEqualTo("after");
        assertThat(post.status()).isEqualTo("Weir;fwd=method;fwd-status=200;stored;ttl=60;detail=unsafe-method");
        assertThat(rig.get("/x").call().text()).isEqualTo("after");
        assertThat(rig.get("/x").status()).isEqualTo("Weir;hit;ttl=60");
        assertThat(rig.send("HEAD", "/x").status()).isEqualTo("Weir;hit;ttl=60");
        rig.send("POST", "/x");
        assertThat(rig.asked).hasSize(3);
        rig.asked(2).answer("");
    }

    @Test
    void withoutContentLocationItIsForWhoeverPostedAndWhatWasStoredIsGone() {
        rig.store("/x", "before", "Cache-Control", "max-age=60");
        Client post = rig.send("POST", "/x");
        rig.asked(1).answer("after", "Cache-Control", "max-age=60");
        assertThat(post.status()).doesNotContain("stored");
        assertNothingIsStored();
    }

    @Test
    void aStreamIsStoredOnceItIsWhole() {
        Client post = rig.send("POST", "/x");
        TestBody body = rig.asked(0).stream(Body.UNKNOWN_LENGTH, OF_ITSELF);
        assertThat(post.status()).contains(";stored;");
        body.write("af");
        assertThat(rig.stats().bytesStored()).as("not whole yet").isZero();
        body.write("ter").end();
        assertThat(post.call().text()).isEqualTo("after");
        assertThat(rig.get("/x").call().text()).isEqualTo("after");
    }

    @Test
    void whatBreaksOffOrHasAnotherLengthThanItSaidIsNotStored() {
        TestBody broken = streamed(Body.UNKNOWN_LENGTH);
        broken.write("aft").fail(new IOException("cut"));
        TestBody small = streamed(3);
        small.write("after").end();
        assertNothingIsStored();
    }

    private void assertNothingIsStored() {
        assertThat(rig.stats().bytesStored()).isZero();
    }

    private TestBody streamed(long length) {
        Client post = rig.send("POST", "/x");
        TestBody body = rig.asked(rig.asked.size() - 1).stream(length, OF_ITSELF);
        post.body().stream().exceptionHandler(cause -> {}).endHandler(end -> {}).handler(bytes -> {});
        post.body().stream().resume();
        return body;
    }

    @Test
    void aClientThatLeavesTakesItsResponseWithIt() {
        Client post = rig.send("POST", "/x");
        TestBody body = rig.asked(0).stream(5, OF_ITSELF);
        post.body().stream().handler(bytes -> {}).resume();
        body.write("af");
        post.leave();
        assertThat(rig.stats().bytesReserved()).isZero();
        assertNothingIsStored();
    }

    @Test
    void anInvalidationMeanwhileBeatsIt() {
        Client post = rig.send("POST", "/x");
        rig.send("PUT", "/x");
        rig.asked(1).answer("");
        rig.asked(0).answer("stale", OF_ITSELF);
        assertThat(post.call().text()).isEqualTo("stale");
        assertNothingIsStored();
        TestBody late = streamed(Body.UNKNOWN_LENGTH);
        rig.cache.purge(Purge.everything());
        late.write("stale").end();
        assertNothingIsStored();
    }

    @Test
    void aPostThatNamesAnotherHostAnswersNobodyElse() {
        rig.send("POST", "/x", "X-Forwarded-Host", "evil.example");
        rig.asked(0).answer("see evil.example", OF_ITSELF);
        assertNothingIsStored();
    }
}
