package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.weir.fields.Fields;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
    record Point(int x, int y) {}

    private final TestScope scope = TestScope.create();
    private final TestBody body = TestBody.in(scope);

    private Request post() {
        return TestRequest.post("/").body(body).scope(scope).request();
    }

    private static int failure(Future<?> future) {
        assertThat(future.failed()).isTrue();
        return future.cause() instanceof HttpException http ? http.status() : -1;
    }

    @Test
    void targetIsPathAndQueryUndecoded() {
        Request request = TestRequest.get("/a%20b?q=1%202&q=3&e&%C3%A9=+x").request();
        assertThat(request.path()).isEqualTo("/a%20b");
        assertThat(request.query()).isEqualTo("q=1%202&q=3&e&%C3%A9=+x");
        assertThat(request.queryAll("q")).containsExactly("1 2", "3");
        assertThat(request.query("e")).contains("");
        assertThat(request.query("é")).contains(" x");
        assertThat(request.query("none")).isEmpty();
        assertThat(TestRequest.get("/?q=%ff").request().query("q")).contains("\uFFFD");
        assertThatThrownBy(() -> TestRequest.get("/?a=%zz").request().query("a"))
                .isInstanceOfSatisfying(
                        HttpException.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    /** RFC 9110 §7.6.1. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, 'A,B'",
                "keep-alive, keep-alive, 'A,B,Connection'",
                "'close, TE', 'close, TE', 'A,B,Connection'",
                "'a', -, 'B'",
                "'Upgrade, a, HTTP2-Settings, not-there', upgrade, 'B,Connection'",
                "'a, b, close', close, 'Connection'",
                "'Host, X-Forwarded-For, X-Real-IP, forwarded', -, 'A,B'",
                "'\"a\", b', -, 'A'"
            })
    void whatConnectionNamesIsNotThereAndNamesNothingThatIsAdded(
            @Nullable String options, @Nullable String rest, String names) {
        TestRequest sent = TestRequest.get("/").field("A", "1").field("B", "2");
        List<String> forAll = List.of("Host", "X-Forwarded-For", "X-Real-IP", "Forwarded");
        forAll.forEach(name -> sent.field(name, "a"));
        Request request = (options == null ? sent : sent.field("Connection", options)).request();
        List<String> left = new ArrayList<>();
        request.fields().forEach((name, value) -> left.add(name));
        assertThat(left).containsAll(forAll);
        left.removeAll(forAll);
        assertThat(left).containsExactlyInAnyOrder(names.split(","));
        assertThat(request.field("Connection").orElse(null)).isEqualTo(rest);
    }

    @Test
    void aChangedCopyLeavesTheRequestAlone() {
        Key<String> user = Key.of("user", String.class);
        Request request = TestRequest.get("/").field("A", "1").request();
        Request changed = request.with(user, "bob").withFields(Fields.of("A", "2"));
        assertThat(request.get(user)).isEmpty();
        assertThat(request.field("a")).contains("1");
        assertThat(changed.get(user)).contains("bob");
        assertThat(changed.field("a")).contains("2");
        assertThat(changed.get(Key.of("user", String.class)))
                .as("another key of the same name")
                .isEmpty();
        assertThat(changed.in(TestScope.create()).get(user))
                .as("in another scope")
                .isEmpty();
    }

    @Test
    void aBodyIsReadUpToTheLimit() {
        Future<Buffer> read = post().bytes(5);
        body.write("12").write("345").end();
        assertThat(read.result()).hasToString("12345");
    }

    @Test
    void aBodyBeyondTheLimitIsA413AndReadNoFurther() {
        Future<Buffer> read = post().bytes(4);
        body.write("123");
        assertThat(read.isComplete()).isFalse();
        body.write("45");
        assertThat(failure(read)).isEqualTo(413);
        assertThat(body.demand()).isZero();
    }

    @Test
    void aBodyThatIsAnnouncedTooLargeIsA413UnreadAndAtOnce() {
        TestBody large = TestBody.in(scope, Request.DEFAULT_BODY_LIMIT + 1);
        assertThat(failure(TestRequest.post("/").body(large).request().bytes())).isEqualTo(413);
        assertThat(large.demand()).isZero();
        assertThat(failure(TestRequest.post("/").body("12345").request().bytes(4)))
                .isEqualTo(413);
    }

    @Test
    void aBodyThatBreaksOffFailsItsReader() {
        Future<Buffer> read = post().bytes();
        body.write("ha").fail(new CancelledException(Cancellation.CLIENT_GONE));
        assertThat(read.cause()).isInstanceOf(CancelledException.class);
    }

    @Test
    void aStreamThatWasReadOrClosedBeforeFailsTheSecondReader() {
        Request request = post();
        body.write("x").end();
        assertThat(request.text().result()).isEqualTo("x");
        assertThat(request.text().cause()).isInstanceOf(IllegalStateException.class);
        TestBody closed = TestBody.in(scope);
        closed.body().close();
        assertThat(TestRequest.post("/").body(closed).request().bytes().cause())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aWholeBodyCanBeReadAgain() {
        Request request = TestRequest.post("/").body("again").request();
        assertThat(request.text().result()).isEqualTo("again");
        assertThat(request.text().result()).isEqualTo("again");
        assertThat(TestRequest.get("/").request().text().result()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain;charset=iso-8859-1|é",
                "text/plain; Charset=\"ISO-8859-1\" ; x=y|é",
                "text/plain; x=\"charset=utf-16\"; charset=iso-8859-1|é",
                "text/plain|\uFFFD",
                "text/plain; x=\"charset=iso-8859-1\"|\uFFFD",
                "|\uFFFD",
            })
    void textIsInTheCharsetThatContentTypeNames(String type, String expected) {
        TestRequest request = TestRequest.post("/").body(Buffer.buffer("é".getBytes(StandardCharsets.ISO_8859_1)));
        if (type != null) {
            request.field("Content-Type", type);
        }
        assertThat(request.request().text().result()).isEqualTo(expected);
    }

    @Test
    void aCharsetThatIsNotKnownIsA415() {
        assertThat(failure(TestRequest.post("/")
                        .field("Content-Type", "text/plain; charset=klingon")
                        .body("x")
                        .request()
                        .text()))
                .isEqualTo(415);
    }

    /** Takes bytes, and two chunks at a time. */
    private static final class Sink implements WriteStream<Buffer> {
        private final Buffer taken = Buffer.buffer();
        private int queued;
        private boolean ended;
        private Handler<Void> drained = none -> {};

        void drain() {
            queued = 0;
            drained.handle(null);
        }

        @Override
        public Future<Void> write(Buffer chunk) {
            taken.appendBuffer(chunk);
            queued++;
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> end() {
            ended = true;
            return Future.succeededFuture();
        }

        @Override
        public boolean writeQueueFull() {
            return queued >= 2;
        }

        @Override
        @SuppressWarnings("NullAway") // Vert.x takes null for none
        public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
            drained = handler == null ? none -> {} : handler;
            return this;
        }

        @Override
        public WriteStream<Buffer> setWriteQueueMaxSize(int chunks) {
            return this;
        }

        @Override
        public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
            return this;
        }
    }

    @Test
    void aContentIsSentOnAtTheSlowersPace() {
        Sink sink = new Sink();
        Future<Void> piped = post().pipeTo(sink);
        body.write("a").write("b").write("c");
        assertThat(sink.taken).hasToString("ab");
        sink.drain();
        assertThat(sink.taken).hasToString("abc");
        assertThat(piped.isComplete()).isFalse();
        body.end();
        assertThat(piped.succeeded()).isTrue();
        assertThat(sink.ended).isTrue();
    }

    @Test
    void aContentThatIsCutOffOrWasReadFailsToBeSentOn() {
        Request request = post();
        Future<Void> piped = request.pipeTo(new Sink());
        body.write("a").fail(new IOException("gone"));
        assertThat(piped.cause()).hasMessage("gone");
        assertThat(request.pipeTo(new Sink()).cause()).hasMessageContaining("read");
    }

    @Test
    void aContentThatIsThereOrNoneIsSentOn() {
        Sink sink = new Sink();
        assertThat(TestRequest.post("/").body("abc").request().pipeTo(sink).succeeded())
                .isTrue();
        assertThat(sink.taken).hasToString("abc");
        Sink empty = new Sink();
        assertThat(TestRequest.get("/").request().pipeTo(empty).succeeded()).isTrue();
        assertThat(empty.ended).isTrue();
    }

    record Appointment(Instant at) {}

    @Test
    void aDateInJsonIsText() {
        Appointment one = new Appointment(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(Response.json(one).body()).isEqualTo(Body.of(Buffer.buffer("{\"at\":\"2026-01-02T03:04:05Z\"}")));
        assertThat(TestRequest.post("/")
                        .json(one)
                        .request()
                        .json(Appointment.class)
                        .result())
                .isEqualTo(one);
    }

    @Test
    void jsonIsReadIntoClassesAndGenericTypes() {
        assertThat(TestRequest.post("/")
                        .json(new Point(1, 2))
                        .request()
                        .json(Point.class)
                        .result())
                .isEqualTo(new Point(1, 2));
        assertThat(TestRequest.post("/")
                        .body("[{\"x\":1,\"y\":2}]")
                        .request()
                        .json(new TypeReference<List<Point>>() {})
                        .result())
                .containsExactly(new Point(1, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"x\":1,|line 1, column",
                "''|expected here",
                "null|it is null",
                "{\"x\":\"one\",\"y\":2}|line 1, column 6, at x.",
                "{\"x\":1,\"y\":2} extra|line 1, column",
                "{\"z\":1}|at z",
                "[]|line 1"
            })
    void whatIsNotTheJsonExpectedIsA400ThatSaysWhereAndNamesNoClass(String json, String where) {
        Future<Point> read = TestRequest.post("/").body(json).request().json(Point.class);
        assertThat(failure(read)).isEqualTo(400);
        assertThat(read.cause()).hasMessageContaining(where);
        assertThat(read.cause().getMessage()).doesNotContain("dev.weir", "Point", "java.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%+1", "%-1", "%1", "%", "%zz", "% 1", "%1+", "%\uff11\uff11"})
    void aPercentSignWithoutTwoHexadecimalDigitsIsA400(String text) {
        Request request = TestRequest.post("/")
                .field("Content-Type", "application/x-www-form-urlencoded")
                .body("a=" + text)
                .request();
        assertThat(failure(request.form())).isEqualTo(400);
    }

    @Test
    void aFormIsDecodedAndAnythingElseIsA415() {
        Map<String, List<String>> form = TestRequest.post("/")
                .field("Content-Type", "Application/x-www-form-urlencoded; charset=utf-8")
                .body("a=1&b=%C3%A9+x&a=2&&c")
                .request()
                .form()
                .result();
        assertThat(form).containsEntry("a", List.of("1", "2")).containsEntry("b", List.of("é x"));
        assertThat(form).containsEntry("c", List.of(""));
        assertThat(failure(TestRequest.post("/").json(1).request().form())).isEqualTo(415);
        assertThat(TestRequest.post("/")
                        .form(Map.of("a b", "é&"))
                        .request()
                        .form()
                        .result())
                .containsEntry("a b", List.of("é&"));
    }

    @Test
    void cookiesOfAllLinesAreReadTheFirstOfANameCounts() {
        Request request = TestRequest.get("/")
                .field("Cookie", "a=1; b=\"2\"; a=3")
                .field("Cookie", "c=x=y; =no; noequals; d=")
                .request();
        assertThat(request.cookies())
                .containsExactly(Map.entry("a", "1"), Map.entry("b", "2"), Map.entry("c", "x=y"), Map.entry("d", ""));
    }

    @Test
    void interimResponsesAreSentInOrder() {
        Request request = TestRequest.get("/").scope(scope).request();
        request.inform(103, Fields.of("Link", "</a.css>; rel=preload"));
        assertThat(scope.interims()).singleElement().satisfies(interim -> {
            assertThat(interim.status()).isEqualTo(103);
            assertThat(interim.fields().get("link")).contains("</a.css>; rel=preload");
        });
    }
}
