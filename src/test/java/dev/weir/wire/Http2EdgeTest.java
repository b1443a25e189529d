package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.edge.ConnectionLimits;
import dev.weir.edge.HeadLimits;
import dev.weir.edge.Limits;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.server.ServerSettings;
import dev.weir.support.Certificates;
import dev.weir.support.Fixture;
import dev.weir.support.RawClient;
import dev.weir.support.RawHttp2;
import dev.weir.support.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The limits of the edge, in HTTP/2: frames in, frames out. */
@TestInstance(Lifecycle.PER_CLASS)
class Http2EdgeTest {
    private static final HttpHandler ECHO =
            request -> HttpHandler.ok(Response.text(request.authority() + " " + request.target()));
    private static final List<String> GET = List.of(":method=GET", ":scheme=https", ":authority=a", ":path=/");

    private final List<Fixture> fixtures = new ArrayList<>();

    @BeforeAll
    void serve() throws Exception {
        for (Transport transport : Transport.values()) {
            fixtures.add(Fixture.serving(transport, ServerSettings.onPort(0).withTls(Certificates.ONE), ECHO));
        }
    }

    @AfterAll
    void close() throws Exception {
        for (Fixture fixture : fixtures) {
            fixture.close();
        }
    }

    private static String[] with(String... more) {
        return Stream.concat(GET.stream(), Stream.of(more)).toArray(String[]::new);
    }

    private static String[] without(String start, String... more) {
        return Stream.concat(GET.stream().filter(line -> !line.startsWith(start)), Stream.of(more))
                .toArray(String[]::new);
    }

    private static String[] lines(int count) {
        return with(IntStream.range(0, count).mapToObj(i -> "a" + i + "=b").toArray(String[]::new));
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("the least", "200", with()),
                Arguments.of("Host like the authority", "200", with("host=a")),
                Arguments.of("te: trailers", "200", with("te=trailers")),
                Arguments.of("as many fields as may be", "200", lines(100)),
                Arguments.of("more fields", "431", lines(101)),
                Arguments.of("Host unlike the authority", "reset", with("host=b")),
                Arguments.of("two Hosts", "400", with("host=a", "host=a")),
                Arguments.of("no authority", "400", without(":authority")),
                Arguments.of("an authority with a user", "reset", without(":authority", ":authority=u@a")),
                Arguments.of("an authority with a path", "reset", without(":authority", ":authority=a/b")),
                Arguments.of("an empty path", "reset", without(":path", ":path=")),
                Arguments.of("a path without a slash", "400", without(":path", ":path=a")),
                Arguments.of("a path with a space", "400", without(":path", ":path=/a b")),
                Arguments.of("a path with a fragment", "400", without(":path", ":path=/a#b")),
                Arguments.of("an asterisk for GET", "400", without(":path", ":path=*")),
                Arguments.of("a long path", "414", without(":path", ":path=/" + "a".repeat(8 << 10))),
                Arguments.of("Connection", "reset", with("connection=close")),
                Arguments.of("Transfer-Encoding", "reset", with("transfer-encoding=chunked")),
                Arguments.of("Upgrade", "reset", with("upgrade=x")),
                Arguments.of("Keep-Alive", "reset", with("keep-alive=x")),
                Arguments.of("te: gzip", "reset", with("te=gzip")),
                Arguments.of("a name in capitals", "reset", with("A=b")),
                Arguments.of("a name with a space", "reset", with("a b=c")),
                Arguments.of("a value with a line feed", "reset", with("a=b\nc: d")),
                Arguments.of("a value with a carriage return", "reset", with("a=b\rc")),
                Arguments.of("a value with a null", "reset", with("a=b\u0000c")),
                Arguments.of("no method", "reset", without(":method")),
                Arguments.of("a pseudo-field that is none", "reset", with(":a=b")),
                Arguments.of("a length that is not kept", "reset", with("content-length=3")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("requests")
    void isAnsweredOrRefused(String name, String outcome, String[] lines) throws Exception {
        for (Fixture fixture : fixtures) {
            try (RawHttp2 client = RawHttp2.connect(fixture.server.port())) {
                assertThat(client.request(1, lines).outcome(1)).isEqualTo(outcome);
            }
        }
    }

    @Test
    void aLargeSectionIsRefusedAndAHugeOneEndsTheConnection() throws Exception {
        for (Fixture fixture : fixtures) {
            assertThat(sectionOf(fixture, 2, 17_000)).isEqualTo("431");
            assertThat(sectionOf(fixture, 5, 10_000)).isEqualTo("goaway");
        }
    }

    private static String sectionOf(Fixture fixture, int lines, int bytes) throws Exception {
        try (RawHttp2 client = RawHttp2.connect(fixture.server.port())) {
            client.send(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, RawHttp2.block(with()));
            for (int i = 0; i < lines; i++) {
                byte[] line = RawHttp2.block("a" + i + "=" + "b".repeat(bytes));
                client.send(RawHttp2.CONTINUATION, 0, 1, Arrays.copyOf(line, line.length / 2));
                client.send(
                        RawHttp2.CONTINUATION,
                        i == lines - 1 ? RawHttp2.END_HEADERS : 0,
                        1,
                        Arrays.copyOfRange(line, line.length / 2, line.length));
            }
            return client.outcome(1);
        }
    }

    @Test
    void aRefusalLeavesTheConnectionToOtherRequests() throws Exception {
        try (RawHttp2 client = RawHttp2.connect(fixtures.get(0).server.port())) {
            assertThat(client.request(1, lines(101)).outcome(1)).isEqualTo("431");
            assertThat(client.request(3, with("connection=close")).outcome(3)).isEqualTo("reset");
            assertThat(client.request(5, with()).outcome(5)).isEqualTo("200");
        }
    }

    @Test
    void floodsEndTheConnection() throws Exception {
        int port = fixtures.get(0).server.port();
        try (RawHttp2 client = RawHttp2.connect(port)) {
            client.send(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, RawHttp2.block(with()));
            for (int i = 0; i < 20; i++) {
                client.send(RawHttp2.CONTINUATION, 0, 1, new byte[0]);
            }
            assertThat(client.outcome(1)).isIn("goaway", "closed");
        }
        try (RawHttp2 client = RawHttp2.connect(port)) {
            for (int stream = 1; stream < 1_000; stream += 2) {
                client.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.block(with()));
                client.send(RawHttp2.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
            }
            assertThat(client.outcome(1_001)).isIn("goaway", "closed");
        } catch (java.net.SocketException closedWhileSending) {
            assertThat(closedWhileSending).isNotNull();
        }
    }

    @Test
    void aConnectionThatSaysNothingIsClosedBeforeAndAfterItsPreface() throws Exception {
        Limits limits = Limits.defaults()
                .withHead(HeadLimits.defaults().withTime(Duration.ofMillis(200)))
                .withConnection(new ConnectionLimits(Duration.ofMillis(500), Duration.ofMillis(300), 100));
        ServerSettings settings =
                ServerSettings.onPort(0).withTls(Certificates.ONE).withLimits(limits);
        for (Transport transport : Transport.values()) {
            try (Fixture fixture = Fixture.serving(transport, settings, ECHO)) {
                try (RawHttp2 silent = RawHttp2.silent(fixture.server.port())) {
                    assertThat(silent.outcome(1)).isIn("goaway", "closed");
                }
                try (RawHttp2 idle = RawHttp2.connect(fixture.server.port())) {
                    assertThat(idle.request(1, with()).outcome(1)).isEqualTo("200");
                    assertThat(idle.outcome(3)).isEqualTo("goaway");
                    assertThat(idle.outcome(3)).isEqualTo("closed");
                }
                try (RawHttp2 half = RawHttp2.connect(fixture.server.port())) {
                    half.send(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, RawHttp2.block(with()));
                    assertThat(half.outcome(1)).isIn("goaway", "closed");
                }
                try (RawClient noHandshake = new RawClient(fixture.server.port())) {
                    assertThat(noHandshake.send("\u0016").readAll()).hasSizeLessThan(10);
                }
            }
        }
    }
}
