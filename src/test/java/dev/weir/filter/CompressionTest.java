package dev.weir.filter;

import static dev.weir.testkit.Call.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.testkit.Call;
import dev.weir.testkit.CapturedTasks;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {
    private static final String TEXT = "so much of the same ".repeat(100);

    private static Call get(Response response, String accept) {
        return call(
                Compression.gzip().around(request -> HttpHandler.ok(response)),
                TestRequest.get("/").field("Accept-Encoding", accept));
    }

    private static String unzip(Buffer bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes.getBytes()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void textIsCompressedForWhoTakesIt() throws Exception {
        Call call = get(Response.text(TEXT).with("ETag", "\"1\"").with("Vary", "Accept"), "br, gzip");
        assertThat(call.field("Content-Encoding")).isEqualTo("gzip");
        assertThat(call.field("Vary")).isEqualTo("Accept, Accept-Encoding");
        assertThat(call.field("ETag")).isEqualTo("W/\"1\"");
        assertThat(call.response().body().length()).isLessThan(200);
        assertThat(unzip(call.bytes())).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"gzip;q=0", "identity", "br", "identity;q=1, gzip;q=0.5", "gzip;q=0, *"})
    void whoDoesNotTakeItGetsItPlainAndVaried(String accept) {
        Call call = get(Response.text(TEXT), accept);
        assertThat(call.text()).isEqualTo(TEXT);
        assertThat(call.field("Vary")).isEqualTo("Accept-Encoding");
        assertThat(call.response().fields().contains("Content-Encoding")).isFalse();
    }

    @Test
    void whatIsSmallIsSentAsItIsUnlessThatIsRefused() throws Exception {
        assertThat(get(Response.text("small"), "gzip").text()).isEqualTo("small");
        assertThat(unzip(get(Response.text("small"), "gzip, identity;q=0").bytes()))
                .isEqualTo("small");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Type | image/png",
                "Content-Encoding | br",
                "Cache-Control | max-age=60, no-transform",
                "Content-Range | bytes 0-9/10",
                "Repr-Digest | sha-256=:AA==:",
            })
    void whatMustNotOrNeedNotBeCompressedIsLeftAlone(String name, String value) {
        Call call = get(Response.text(TEXT).with(name, value), "gzip");
        assertThat(call.text()).isEqualTo(TEXT);
        assertThat(call.response().fields().contains("Vary")).isFalse();
    }

    @Test
    void aStreamIsCompressedChunkByChunkAsFarAsItIsAskedFor() throws Exception {
        TestScope scope = TestScope.create();
        TestBody source = TestBody.in(scope);
        HttpHandler handler = Compression.gzip()
                .around(request -> HttpHandler.ok(
                        Response.of(200, Fields.of("Content-Type", "text/event-stream"), scope.own(source.body()))));
        Call call = call(handler, TestRequest.get("/").scope(scope).field("Accept-Encoding", "gzip"));
        assertThat(source.demand()).isZero();
        Body.Stream body = (Body.Stream) call.response().body();
        Buffer got = Buffer.buffer();
        boolean[] ended = {false};
        body.stream().handler(got::appendBuffer);
        body.stream().endHandler(end -> ended[0] = true);
        body.stream().fetch(1);
        source.write("first ").write("second");
        assertThat(source.delivered()).isEqualTo("first ".length());
        int afterOne = got.length();
        assertThat(afterOne).isPositive();
        body.stream().resume();
        source.end();
        assertThat(got.length()).isGreaterThan(afterOne);
        assertThat(unzip(got)).isEqualTo("first second");
        assertThat(ended[0]).isTrue();
        scope.endAndCheck();
    }

    @Test
    void aStreamThatBreaksOffOrIsClosedPassesThatOn() {
        TestScope scope = TestScope.create();
        TestBody broken = TestBody.in(scope);
        TestBody left = TestBody.in(scope);
        for (TestBody source : new TestBody[] {broken, left}) {
            HttpHandler handler = Compression.gzip()
                    .around(request ->
                            HttpHandler.ok(Response.of(200, Fields.of("Content-Type", "text/plain"), source.body())));
            Call call = call(handler, TestRequest.get("/").scope(scope).field("Accept-Encoding", "gzip"));
            if (source == broken) {
                Throwable[] cause = {new AssertionError("nothing came")};
                Body.Stream body = (Body.Stream) call.response().body();
                body.stream().exceptionHandler(told -> cause[0] = told);
                body.stream().handler(bytes -> {});
                body.stream().resume();
                source.fail(new IOException("gone"));
                assertThat(cause[0]).hasMessage("gone");
            } else {
                call.response().body().close();
                assertThat(source.isClosed()).isTrue();
            }
        }
        scope.endAndCheck();
    }

    @Test
    void aFileIsCompressedOnAWorkerOrSentAsItIsWhereNoneIsFree(@TempDir Path directory) throws Exception {
        String large = TEXT.repeat(20);
        Path file = Files.writeString(directory.resolve("a.txt"), large);
        Body body = new Body.FileRegion(file, 0, large.length());
        HttpHandler handler = Compression.gzip()
                .around(request -> HttpHandler.ok(Response.of(200, Fields.of("Content-Type", "text/plain"), body)));
        CapturedTasks workers = new CapturedTasks();
        Call call = call(
                handler,
                TestRequest.get("/").scope(TestScope.withWorkers(workers)).field("Accept-Encoding", "gzip"));
        assertThat(call.isDone()).isFalse();
        workers.runAll();
        assertThat(unzip(call.bytes())).isEqualTo(large);

        Call crowded = call(
                handler,
                TestRequest.get("/")
                        .scope(TestScope.withWorkers(new CapturedTasks(0)))
                        .field("Accept-Encoding", "gzip"));
        assertThat(crowded.status()).isEqualTo(200);
        assertThat(crowded.response().fields().contains("Content-Encoding")).isFalse();
        assertThat(crowded.response().body()).isEqualTo(body);
    }

    @Test
    void largeContentsNeedNoWorkerAndLetOthersBetweenTheirTurns() throws Exception {
        String large = TEXT.repeat(20);
        HttpHandler handler = Compression.gzip().around(request -> HttpHandler.ok(Response.text(large)));
        TestScope scope = TestScope.withWorkers(new CapturedTasks(0));
        Call call = call(handler, TestRequest.get("/").scope(scope).field("Accept-Encoding", "gzip"));
        assertThat(call.isDone()).isFalse();
        scope.time().advance(Duration.ZERO);
        assertThat(unzip(call.bytes())).isEqualTo(large);
        assertThat(call.response().body().length()).isNotEqualTo(Body.UNKNOWN_LENGTH);
    }

    @Test
    void largeContentsThatNobodyWaitsForAreNotCompressedOn() {
        HttpHandler handler = Compression.gzip().around(request -> HttpHandler.ok(Response.text(TEXT.repeat(20))));
        TestScope scope = TestScope.create();
        Call call = call(handler, TestRequest.get("/").scope(scope).field("Accept-Encoding", "gzip"));
        scope.cancel(Cancellation.CLIENT_GONE);
        scope.time().advance(Duration.ZERO);
        assertThat(call.failure()).containsInstanceOf(CancelledException.class);
        assertThat(scope.time().pending()).isZero();
    }

    @Test
    void headHasTheFieldsOfGetButForTheLength() {
        HttpHandler handler = Compression.gzip().around(request -> HttpHandler.ok(Response.text(TEXT)));
        Call call = call(handler, TestRequest.head("/").field("Accept-Encoding", "gzip"));
        assertThat(call.field("Content-Encoding")).isEqualTo("gzip");
        assertThat(call.response().body().length()).isEqualTo(Body.UNKNOWN_LENGTH);
    }

    @Test
    void notModifiedNamesTheTagThatTheClientHolds() {
        HttpHandler handler = Compression.gzip()
                .around(request -> HttpHandler.ok(Response.of(304).with("ETag", "\"1\"")));
        assertThat(call(handler, TestRequest.get("/").field("If-None-Match", "W/\"1\""))
                        .field("ETag"))
                .isEqualTo("W/\"1\"");
        assertThat(call(handler, TestRequest.get("/").field("If-None-Match", "\"1\""))
                        .field("ETag"))
                .isEqualTo("\"1\"");
        TestRequest both = TestRequest.get("/").field("If-None-Match", "\"1\", W/\"1\"");
        assertThat(call(handler, both).field("ETag")).isEqualTo("\"1\"");
        assertThat(call(handler, both.field("Accept-Encoding", "gzip")).field("ETag"))
                .isEqualTo("W/\"1\"");
        // RFC 9110 §15.4.5: as the 200, which has a coded form.
        assertThat(call(handler, both).field("Vary")).isEqualTo("Accept-Encoding");
    }
}
