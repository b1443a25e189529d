package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.support.Fixture;
import dev.weir.support.RawClient;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A request is the same in whatever three pieces it comes; the pieces are given to the pipeline, so that none merge. */
class SplitRequestTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String CHUNKED =
            "POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2;c\r\nde\r\n0\r\nF: g\r\n\r\n";
    private static final String SMUGGLING = "GET / HTTP/1.1\nHost: a\r\n\r\n";

    private volatile CompletableFuture<Channel> channel = new CompletableFuture<>();

    private final HttpHandler echo = request -> {
        channel.complete(((Exchange) request.scope()).peer.channel());
        return request.bytes(100)
                .map(bytes -> Response.text(request.method() + " " + request.authority() + request.target() + " "
                        + request.fields().size() + " " + bytes));
    };

    /** A connection on which one request has been answered, and its other end. */
    private Channel open(RawClient client) throws Exception {
        channel = new CompletableFuture<>();
        assertThat(client.send(GET).readResponse()).endsWith("GET a/ 1 ");
        return channel.get(10, TimeUnit.SECONDS);
    }

    private static void give(Channel channel, String... pieces) {
        channel.eventLoop().execute(() -> {
            for (String piece : pieces) {
                channel.pipeline().fireChannelRead(Unpooled.copiedBuffer(piece, StandardCharsets.ISO_8859_1));
                channel.pipeline().fireChannelReadComplete();
            }
        });
    }

    @Test
    void isReadTheSameWhereverTwoBoundariesFall() throws Exception {
        try (Fixture fixture = Fixture.serving(echo);
                RawClient client = fixture.client()) {
            Channel server = open(client);
            for (int first = 1; first < CHUNKED.length(); first++) {
                for (int second = first + 1; second < CHUNKED.length(); second++) {
                    give(
                            server,
                            CHUNKED.substring(0, first),
                            CHUNKED.substring(first, second),
                            CHUNKED.substring(second));
                    assertThat(client.readResponse())
                            .as("split at %d and %d", first, second)
                            .startsWith("HTTP/1.1 200 ")
                            .endsWith("\r\n\r\nPOST a/b 2 de");
                }
            }
        }
    }

    @Test
    void isRefusedTheSameWhereverTwoBoundariesFall() throws Exception {
        try (Fixture fixture = Fixture.serving(echo)) {
            for (int first = 1; first < SMUGGLING.length(); first++) {
                for (int second = first + 1; second < SMUGGLING.length(); second++) {
                    try (RawClient client = fixture.client()) {
                        give(
                                open(client),
                                SMUGGLING.substring(0, first),
                                SMUGGLING.substring(first, second),
                                SMUGGLING.substring(second) + GET);
                        assertThat(client.readAll())
                                .as("split at %d and %d", first, second)
                                .startsWith("HTTP/1.1 400 ")
                                .doesNotContain("HTTP/1.1 200 ");
                    }
                }
            }
        }
    }
}
