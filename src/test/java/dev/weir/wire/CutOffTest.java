package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.support.CountedStream;
import dev.weir.support.Fixture;
import dev.weir.support.LogCapture;
import dev.weir.support.RawClient;
import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A content that fails after the head never looks whole. */
class CutOffTest {

    @ParameterizedTest(name = "{0} bytes of {1}")
    @CsvSource({"5000,10000", "15000,12000", "200000,300000"})
    void aContentOfAnotherLengthThanSaidIsCutOffWithALineInTheLog(long brought, long said) throws Exception {
        CountedStream stream = CountedStream.of(5_000, brought);
        try (LogCapture log = LogCapture.of("dev.weir", Level.WARN);
                Fixture fixture = answering(stream.body(said))) {
            String response = fixture.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            int head = response.indexOf("\r\n\r\n");
            assertThat(head).isPositive();
            assertThat(response.length() - head - 4).isLessThan((int) said);
            stream.closedOnce.get(10, TimeUnit.SECONDS);
            assertThat(stream.closed).hasValue(1);
            assertThat(log.next().getFormattedMessage()).startsWith("GET / was cut off after ");
        }
    }

    @ParameterizedTest(name = "{0} bytes of {1}")
    @CsvSource({"0,10", "15,10"})
    void whatFailsBeforeItsHeadIsSentIsA500AndTheConnectionIsKept(long brought, long said) throws Exception {
        CountedStream stream = CountedStream.of(5_000, brought);
        try (Fixture fixture = answering(stream.body(said));
                RawClient client = fixture.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.readResponse()).startsWith("HTTP/1.1 500 ").doesNotContain("chunked");
            assertThat(client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readUntil(" "))
                    .isEqualTo("HTTP/1.1 ");
            stream.closedOnce.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aStreamThatFailsHasNoLastChunk() throws Exception {
        CountedStream stream = new CountedStream(10, 100, new IOException("the origin is gone"));
        try (Fixture fixture = answering(stream.body(Body.UNKNOWN_LENGTH))) {
            String response = fixture.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(response).doesNotContain("\r\n0\r\n");
            stream.closedOnce.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aContentThatEndsWithTheConnectionIsCutOffByAReset() throws Exception {
        CountedStream stream = new CountedStream(10, 100, new IOException("the origin is gone"));
        try (Fixture fixture = answering(stream.body(Body.UNKNOWN_LENGTH))) {
            assertThatThrownBy(() -> fixture.exchange("GET / HTTP/1.0\r\n\r\n")).isInstanceOf(SocketException.class);
        }
    }

    private static Fixture answering(Body body) throws Exception {
        return Fixture.serving(request -> HttpHandler.ok(Response.of(200, Fields.empty(), body)));
    }
}
