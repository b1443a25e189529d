package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.support.CountedStream;
import dev.weir.support.Fixture;
import dev.weir.support.RawClient;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a response is framed, byte by byte. */
@TestInstance(Lifecycle.PER_CLASS)
class FramingTest {
    private static final String ABC = "abc";

    /** The same for all who ask, so that its lines are encoded once. */
    private static final Response LATIN = Response.of(
            200,
            Fields.of("A", "1", "Caf", "\u00e9", "Connection", "x", "Date", "Sun, 06 Nov 1994 08:49:37 GMT", "a", "2"),
            Body.of(Buffer.buffer(ABC)));

    private static final Map<String, Supplier<Response>> ANSWERS = Map.ofEntries(
            Map.entry("/whole", () -> Response.text(ABC)),
            Map.entry("/none", () -> Response.of(200)),
            Map.entry("/204", () -> Response.of(204)),
            Map.entry("/304", () -> Response.of(304, Fields.of("Content-Length", "7", "ETag", "\"a\""), Body.none())),
            Map.entry("/lie", () -> Response.text(ABC).with("Content-Length", "9")),
            Map.entry(
                    "/framing",
                    () -> Response.text(ABC).with("Transfer-Encoding", "gzip").with("Keep-Alive", "x")),
            Map.entry("/stream", () -> stream(Body.UNKNOWN_LENGTH)),
            Map.entry("/known", () -> stream(3)),
            Map.entry("/declared", () -> stream(Body.UNKNOWN_LENGTH).with("Content-Length", "3")),
            Map.entry("/head", () -> Response.of(200, Fields.of("Content-Length", "5"), Body.none())),
            Map.entry("/dated", () -> Response.text(ABC).with("Date", "Sun, 06 Nov 1994 08:49:37 GMT")),
            Map.entry("/overlaid", () -> Response.text(ABC).with("Age", "1").without("Content-Type")),
            Map.entry("/big", () -> Response.bytes("a/b", Buffer.buffer(ABC.repeat(100_000)))),
            Map.entry("/latin", () -> LATIN),
            Map.entry("/beneath", () -> LATIN.with("Request-Id", "1")),
            Map.entry("/hiding", () -> LATIN.with("a", "9")),
            Map.entry("/copied", () -> Response.bytes("a/b", Buffer.buffer("x".repeat(16 << 10)))),
            Map.entry("/beside", () -> Response.bytes("a/b", Buffer.buffer("x".repeat((16 << 10) + 1)))),
            Map.entry("/close", () -> Response.text(ABC).with("Connection", "close")),
            Map.entry(
                    "/trailers",
                    () -> Response.of(
                            200,
                            Fields.empty(),
                            CountedStream.of(3, 3).body(Body.UNKNOWN_LENGTH, Fields.of("Checksum", "1")))));

    private Fixture fixture;

    private static Response stream(long length) {
        return Response.of(200, Fields.empty(), CountedStream.of(3, 3).body(length));
    }

    @BeforeAll
    void serve() throws Exception {
        fixture = Fixture.serving(request -> HttpHandler.ok(
                Objects.requireNonNull(ANSWERS.get(request.path())).get()));
    }

    @AfterAll
    void close() throws Exception {
        fixture.close();
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                // request line, what the response has, what it has not, its content as it stands
                Arguments.of("GET /whole HTTP/1.1", List.of("content-length: 3"), List.of("transfer-enc"), ABC),
                Arguments.of("HEAD /whole HTTP/1.1", List.of("content-length: 3"), List.of("transfer-enc"), ""),
                Arguments.of("GET /none HTTP/1.1", List.of("content-length: 0"), List.of(), ""),
                Arguments.of("HEAD /none HTTP/1.1", List.of(), List.of("content-length"), ""),
                Arguments.of("GET /204 HTTP/1.1", List.of(" 204 "), List.of("content-length", "transfer-enc"), ""),
                Arguments.of("GET /304 HTTP/1.1", List.of("content-length: 7"), List.of("transfer-enc"), ""),
                Arguments.of("GET /lie HTTP/1.1", List.of("content-length: 3"), List.of("9"), ABC),
                Arguments.of("GET /framing HTTP/1.1", List.of("content-length: 3"), List.of("gzip", "keep-alive"), ABC),
                Arguments.of(
                        "GET /stream HTTP/1.1",
                        List.of("transfer-encoding: chunked"),
                        List.of("content-length"),
                        "3\r\nabc\r\n0\r\n\r\n".replace(ABC, "xxx")),
                Arguments.of("HEAD /stream HTTP/1.1", List.of(), List.of("content-length"), ""),
                Arguments.of("GET /stream HTTP/1.0", List.of("connection: close"), List.of("transfer-enc"), "xxx"),
                Arguments.of("GET /known HTTP/1.1", List.of("content-length: 3"), List.of("transfer-enc"), "xxx"),
                Arguments.of("GET /known HTTP/1.0", List.of("content-length: 3"), List.of("transfer-enc"), "xxx"),
                Arguments.of("GET /declared HTTP/1.1", List.of("content-length: 3"), List.of("transfer-enc"), "xxx"),
                Arguments.of("HEAD /head HTTP/1.1", List.of("content-length: 5"), List.of(), ""),
                Arguments.of("GET /dated HTTP/1.1", List.of("date: sun, 06 nov 1994"), List.of("20"), ABC),
                Arguments.of("GET /overlaid HTTP/1.1", List.of("age: 1"), List.of("content-type"), ABC),
                Arguments.of("GET /big HTTP/1.1", List.of("content-length: 300000"), List.of(), ABC.repeat(100_000)),
                Arguments.of("GET /close HTTP/1.1", List.of("connection: close"), List.of(), ABC),
                Arguments.of(
                        "GET /trailers HTTP/1.1",
                        List.of("transfer-encoding: chunked"),
                        List.of(),
                        "3\r\nxxx\r\n0\r\nChecksum: 1\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isFramedAsTheSpecificationSays(String line, List<String> has, List<String> hasNot, String content)
            throws Exception {
        String response = fixture.exchange(line + "\r\nHost: a\r\nConnection: close\r\n\r\n");
        int end = response.indexOf("\r\n\r\n") + 4;
        String head = response.substring(0, end).toLowerCase(Locale.ROOT);
        assertThat(response.substring(end)).isEqualTo(content);
        assertThat(has).allSatisfy(present -> assertThat(head).contains(present));
        for (String absent : hasNot) {
            assertThat(head.replaceAll("date: .* 20\\d\\d .*|200 ok", "")).doesNotContain(absent);
        }
        assertThat(head.split("\r\ndate: ", -1)).as("Date, once").hasSize(2);
        assertThat(head).doesNotContain("\r\nserver:");
        assertThat(response.substring(0, end))
                .as("names as everybody writes them")
                .doesNotContain("\r\ndate:", "\r\ncontent-length:", "\r\ntransfer-encoding:");
    }

    @Test
    void aConnectionIsKeptAndItsRequestsAnsweredInOrder() throws Exception {
        try (RawClient client = fixture.client()) {
            String pipelined = Stream.of("/whole", "/big", "/204")
                    .map(path -> "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n")
                    .collect(Collectors.joining());
            client.send(pipelined + "GET /known HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(client.readResponse()).endsWith("\r\n\r\nabc");
            assertThat(client.readResponse()).hasSizeGreaterThan(300_000);
            assertThat(client.readResponse()).startsWith("HTTP/1.1 204");
            assertThat(client.readAll()).endsWith("\r\n\r\nxxx");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/latin", "/beneath", "/hiding"})
    void linesThatAreSentToManyAreSentTheSameEachTime(String path) throws Exception {
        String lines = switch (path) {
            case "/beneath" -> "A: 1\nCaf: \u00e9\nDate: Sun, 06 Nov 1994 08:49:37 GMT\na: 2\nRequest-Id: 1";
            case "/hiding" -> "Caf: \u00e9\nDate: Sun, 06 Nov 1994 08:49:37 GMT\na: 9";
            default -> "A: 1\nCaf: \u00e9\nDate: Sun, 06 Nov 1994 08:49:37 GMT\na: 2";
        };
        try (RawClient client = fixture.client()) {
            for (int i = 0; i < 4; i++) {
                client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(client.readResponse())
                        .isEqualTo("HTTP/1.1 200 OK\r\n" + lines.replace("\n", "\r\n")
                                + "\r\nContent-Length: 3\r\n\r\nabc");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/copied", "/beside"})
    void aContentIsWholeWhetherItIsCopiedBehindItsHeadOrNot(String path) throws Exception {
        String response = fixture.exchange("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        int length = path.equals("/copied") ? 16 << 10 : (16 << 10) + 1;
        assertThat(response.toLowerCase(Locale.ROOT)).contains("\r\ncontent-length: " + length + "\r\n");
        assertThat(response).endsWith("\r\n\r\n" + "x".repeat(length));
    }

    @Test
    void connectionCloseFromAHandlerReallyClosesAndNoFurtherRequestIsHandled() throws Exception {
        String responses = fixture.exchange(
                "GET /close HTTP/1.1\r\nHost: a\r\n\r\nGET /whole HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(responses.split("HTTP/1.1 ", -1)).hasSize(2);
        assertThat(responses).endsWith("\r\n\r\nabc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1|Connection: close, TE",
                "HTTP/1.1|Connection: TE, close",
                "HTTP/1.1|Connection: TE ,, ClOsE\t,x",
                "HTTP/1.1|Connection: TE|Connection: x,close",
                "HTTP/1.1|Connection: keep-alive, close",
                "HTTP/1.0|Connection: keep-alive, close",
                "HTTP/1.0|Connection: keep-alive|Connection: close",
                "HTTP/1.0|Connection: TE",
            })
    void closeAmongOtherOptionsClosesTheConnectionBehindTheResponse(String request) throws Exception {
        String response = fixture.exchange("GET /whole " + request.replace("|", "\r\n") + "\r\nHost: a\r\n\r\n");
        assertThat(response).doesNotContainIgnoringCase("keep-alive").endsWith("\r\n\r\nabc");
        if (request.startsWith("HTTP/1.1")) {
            assertThat(response).containsIgnoringCase("\r\nConnection: close\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1|Connection: TE, closed",
                "HTTP/1.1|Connection: keep-alive, TE",
                "HTTP/1.0|Connection: TE, Keep-Alive",
                "HTTP/1.0|Connection: TE|Connection: keep-alive,x",
            })
    void otherOptionsKeepTheConnectionWhereItIsKeptWithoutThem(String request) throws Exception {
        try (RawClient client = fixture.client()) {
            for (int i = 0; i < 2; i++) {
                client.send("GET /whole " + request.replace("|", "\r\n") + "\r\nHost: a\r\n\r\n");
                assertThat(client.readResponse())
                        .doesNotContainIgnoringCase("\r\nConnection: close\r\n")
                        .endsWith("\r\n\r\nabc");
            }
        }
    }

    @Test
    void aClientOfHttp10KeepsItsConnectionWhereItAskedTo() throws Exception {
        try (RawClient client = fixture.client()) {
            client.send("GET /whole HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(client.readResponse().toLowerCase(Locale.ROOT)).contains("connection: keep-alive");
            client.send("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(client.readAll().toLowerCase(Locale.ROOT))
                    .contains("connection: close")
                    .endsWith("\r\n\r\nxxx");
        }
    }
}
