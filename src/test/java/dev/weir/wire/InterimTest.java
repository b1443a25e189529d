package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.support.Fixture;
import dev.weir.support.RawClient;
import org.junit.jupiter.api.Test;

/** Interim responses go out before the final one, to those who know them. */
class InterimTest {
    private static final HttpHandler HINTING = request -> request.inform(103, Fields.of("Link", "</a>; rel=preload"))
            .compose(informed -> request.inform(102, Fields.empty()))
            .map(informed -> Response.text("final"));

    @Test
    void earlyHintsAreSentAndWhatVertxDoesNotKnowIsPassedOver() throws Exception {
        try (Fixture fixture = Fixture.serving(HINTING);
                RawClient client = fixture.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 103 ")
                    .containsIgnoringCase("link: </a>; rel=preload");
            assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ").endsWith("final");
        }
    }

    @Test
    void aClientOfHttp10GetsNone() throws Exception {
        try (Fixture fixture = Fixture.serving(HINTING)) {
            assertThat(fixture.exchange("GET / HTTP/1.0\r\n\r\n"))
                    .startsWith("HTTP/1.")
                    .doesNotContain("103");
        }
    }
}
