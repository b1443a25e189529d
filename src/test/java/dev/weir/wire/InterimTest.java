package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.server.ServerSettings;
import dev.weir.support.Certificates;
import dev.weir.support.Fixture;
import dev.weir.support.RawClient;
import dev.weir.support.RawHttp2;
import dev.weir.support.Transport;
import org.junit.jupiter.api.Test;

/** Interim responses go out before the final one, to those who know them. */
class InterimTest {
    private static final HttpHandler HINTING = request -> request.inform(103, Fields.of("Link", "</a>; rel=preload"))
            .compose(informed ->
                    request.inform(102, Fields.of("X-Step", "1", "Content-Length", "3", "Connection", "close")))
            .map(informed -> Response.text("final"));

    @Test
    void eachGoesOutInItsTurnAheadOfTheFinalOne() throws Exception {
        try (Fixture fixture = Fixture.serving(HINTING);
                RawClient client = fixture.client()) {
            for (int i = 0; i < 2; i++) {
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(client.readUntil("\r\n\r\n"))
                        .isEqualTo("HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n");
                assertThat(client.readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 102 Processing\r\nX-Step: 1\r\n\r\n");
                assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ").endsWith("final");
            }
        }
    }

    @Test
    void soTheyDoInHttp2() throws Exception {
        ServerSettings settings = ServerSettings.onPort(0).withTls(Certificates.ONE);
        try (Fixture fixture = Fixture.serving(Transport.NIO, settings, HINTING);
                RawHttp2 client = RawHttp2.connect(fixture.server.port())) {
            for (int stream = 1; stream < 5; stream += 2) {
                client.request(stream, ":method=GET", ":scheme=https", ":authority=a", ":path=/");
                assertThat(client.outcome(stream)).isEqualTo("103");
                assertThat(client.outcome(stream)).isEqualTo("102");
                assertThat(client.outcome(stream)).isEqualTo("200");
            }
        }
    }

    @Test
    void aClientOfHttp10GetsNone() throws Exception {
        try (Fixture fixture = Fixture.serving(HINTING)) {
            assertThat(fixture.exchange("GET / HTTP/1.0\r\n\r\n"))
                    .startsWith("HTTP/1.")
                    .doesNotContain("103", "102");
        }
    }
}
