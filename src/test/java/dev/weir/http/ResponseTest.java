package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.fields.Fields;
import dev.weir.testkit.Call;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {

    @Test
    void theUsualContentsNameTheirTypes() {
        assertThat(Response.text("é").field("content-type")).contains("text/plain; charset=utf-8");
        assertThat(Response.html("é").field("content-type")).contains("text/html; charset=utf-8");
        assertThat(Response.json(Map.of("a", 1)).field("content-type")).contains("application/json");
        assertThat(Response.json(Map.of("a", 1)).body()).isEqualTo(Body.of(Buffer.buffer("{\"a\":1}")));
        assertThat(Response.redirect(303, "/x").field("location")).contains("/x");
    }

    @Test
    void aChangedCopyLeavesTheResponseAlone() {
        Key<String> key = Key.of("k", String.class);
        Response response = Response.text("x");
        Response changed = response.with("A", "1").and("A", "2").with(key, "v").withStatus(201);
        assertThat(response.field("A")).isEmpty();
        assertThat(response.get(key)).isEmpty();
        assertThat(response.status()).isEqualTo(200);
        assertThat(changed.fields().all("A")).containsExactly("1", "2");
        assertThat(changed.get(key)).contains("v");
        assertThat(changed.without("a").field("A")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 102, 199, 600, -1})
    void onlyTheStatusOfAFinalResponseIsTaken(int status) {
        assertThatThrownBy(() -> Response.of(status)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Response.of(200).withStatus(status)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 300, 304, 305, 306, 404})
    void whatRedirectsNobodyIsNoRedirection(int status) {
        assertThatThrownBy(() -> Response.redirect(status, "/")).hasMessageContaining(status + " redirects nobody");
    }

    @Test
    void aFieldThatWouldSplitTheResponseIsRefused() {
        assertThatThrownBy(() -> Response.redirect(302, "/\r\nSet-Cookie: a=b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCookieIsSafeUnlessToldOtherwise() {
        assertThat(Response.of(200)
                        .with(Cookie.of("a", "1"))
                        .and("x", "y")
                        .fields()
                        .all("Set-Cookie"))
                .containsExactly("a=1; Path=/; HttpOnly; SameSite=Lax");
        assertThat(Cookie.of("a", "1").keptFor(Duration.ofHours(1)).secured().encode())
                .isEqualTo("a=1; Path=/; Max-Age=3600; Secure; HttpOnly; SameSite=Lax");
    }

    @Test
    void aCookieGoesWhereItIsToldAndExpiresThere() {
        assertThat(Cookie.of("a", "1")
                        .at("/shop")
                        .on("shop.example")
                        .secured()
                        .sameSite("None")
                        .encode())
                .isEqualTo("a=1; Domain=shop.example; Path=/shop; Secure; HttpOnly; SameSite=None");
        assertThat(Cookie.expired("a").at("/shop").encode())
                .isEqualTo("a=; Path=/shop; Max-Age=0; HttpOnly; SameSite=Lax");
        assertThatThrownBy(() -> Cookie.of("a", "1").sameSite("None")).hasMessageContaining("Secure");
        assertThatThrownBy(() -> Cookie.of("a", "1").sameSite("no")).hasMessageContaining("'no'");
    }

    @Test
    void aCookieThatBrowsersWouldMisreadIsRefused() {
        assertThatThrownBy(() -> Cookie.of("a b", "1")).hasMessageContaining("a b");
        assertThatThrownBy(() -> Cookie.of("a", "1;2")).hasMessageContaining("at 1");
        assertThatThrownBy(() -> Cookie.of("a", "1").keptFor(Duration.ofSeconds(-1)))
                .hasMessageContaining("negative");
        assertThatThrownBy(() -> new Cookie("a", "1", Optional.empty(), "/", Optional.empty(), false, true, "None"))
                .hasMessageContaining("Secure");
        assertThatThrownBy(() -> new Cookie("a", "1", Optional.empty(), "/;x", Optional.empty(), true, true, "Lax"))
                .hasMessageContaining("/;x");
    }

    @Test
    void aFileSaysItsTypeLengthAndTime(@TempDir Path directory) throws IOException {
        Path page = Files.writeString(directory.resolve("page.html"), "<p>");
        Files.setLastModifiedTime(page, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
        Call call = Call.call(HttpHandler.blocking(request -> Response.file(page)), TestRequest.get("/"));
        assertThat(call.field("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(call.field("Last-Modified")).isEqualTo("Fri, 02 Jan 2026 03:04:05 GMT");
        assertThat(call.response().body().length()).isEqualTo(3);
        assertThat(call.text()).isEqualTo("<p>");
        Path unknown = Files.writeString(directory.resolve("x.weirdness"), "");
        assertThat(Response.file(unknown).field("Content-Type")).contains("application/octet-stream");
        assertThat(Response.file(unknown).body()).isSameAs(Body.none());
    }

    @Test
    void aFilesTagIsWeakAndChangesWithItsTimeOrItsLength(@TempDir Path directory) throws IOException {
        Path page = Files.writeString(directory.resolve("page.html"), "<p>");
        Files.setLastModifiedTime(page, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
        Supplier<String> tag = () -> Response.file(page).field("ETag").orElseThrow();
        String first = tag.get();
        assertThat(first).startsWith("W/\"").isEqualTo(tag.get());
        Files.setLastModifiedTime(page, FileTime.from(Instant.parse("2026-01-02T03:04:05.001Z")));
        String second = tag.get();
        Files.writeString(page, "<p>.");
        Files.setLastModifiedTime(page, FileTime.from(Instant.parse("2026-01-02T03:04:05.001Z")));
        assertThat(List.of(first, second, tag.get())).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "GET ! If-None-Match ! ETAG ! 304",
                "HEAD ! If-None-Match ! \"x\", ETAG ! 304",
                "GET ! If-None-Match ! * ! 304",
                "GET ! If-None-Match ! \"x\" ! 200",
                "POST ! If-None-Match ! ETAG ! 200",
                "GET ! If-Modified-Since ! Fri, 02 Jan 2026 03:04:05 GMT ! 304",
                "GET ! If-Modified-Since ! Fri, 02 Jan 2026 03:04:04 GMT ! 200",
                "GET ! If-Modified-Since ! yesterday ! 200",
                "GET ! Accept ! */* ! 200",
            })
    void aFileThatTheClientHasIsA304(String method, String name, String value, int status, @TempDir Path directory)
            throws IOException {
        Path page = Files.writeString(directory.resolve("page.html"), "<p>");
        Files.setLastModifiedTime(page, FileTime.from(Instant.parse("2026-01-02T03:04:05.5Z")));
        String tag = Response.file(page).field("ETag").orElseThrow();
        Call call = Call.call(
                HttpHandler.blocking(request -> Response.file(request, page)),
                TestRequest.of(method, "/").field(name, value.replace("ETAG", tag)));
        assertThat(call.status()).isEqualTo(status);
        assertThat(call.field("ETag")).isEqualTo(tag);
        assertThat(call.response().body() == Body.none()).isEqualTo(status == 304);
    }

    @Test
    void noTagMatchesWhereTheOtherConditionWould(@TempDir Path directory) throws IOException {
        Path page = Files.writeString(directory.resolve("page.html"), "<p>");
        Files.setLastModifiedTime(page, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
        TestRequest request = TestRequest.get("/")
                .field("If-None-Match", "\"x\"")
                .field("If-Modified-Since", "Fri, 02 Jan 2026 03:04:05 GMT");
        assertThat(Call.call(HttpHandler.blocking(asked -> Response.file(asked, page)), request)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aFileThatIsNotThereOrADirectoryIsA404(@TempDir Path directory) {
        for (Path path : new Path[] {directory, directory.resolve("none.txt")}) {
            assertThat(Call.call(HttpHandler.blocking(request -> Response.file(path)), TestRequest.get("/"))
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void aStreamIsReadAsItComesAndStoppedAtTheEnd() {
        TestScope scope = TestScope.create();
        TestBody source = TestBody.in(scope);
        Call call = Call.call(
                request -> Response.stream(
                                request, "text/csv", source, () -> source.body().close())
                        .asFuture(),
                TestRequest.get("/").scope(scope));
        source.write("a,b\n");
        assertThat(source.delivered()).isZero();
        assertThat(call.textSoFar()).isEqualTo("a,b\n");
        scope.endAndCheck();
        assertThat(source.isClosed()).isTrue();
    }

    @Test
    void aFailuresFieldsAreSent() {
        Response response = Failures.toResponse(new HttpException(429, "Slower.", Fields.of("Retry-After", "3")));
        assertThat(response.field("Retry-After")).contains("3");
        assertThat(response.field("Content-Type")).contains("application/problem+json");
    }
}
