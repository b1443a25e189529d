package dev.weir.filter;

import static dev.weir.testkit.Call.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Filter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.testkit.Call;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ETagsTest {
    private static final Response PAGE = Response.text("a page")
            .with("Cache-Control", "max-age=60")
            .with("Vary", "Accept-Language")
            .with("Content-Language", "en");

    private static Call send(Response response, TestRequest request) {
        return call(ETags.create().around(asked -> HttpHandler.ok(response)), request);
    }

    private static Call get(Response response) {
        return send(response, TestRequest.get("/"));
    }

    private static String tag(Response response) {
        return get(response).field("ETag");
    }

    @Test
    void aContentGetsAStrongTagAndThatFieldAlone() {
        Call call = get(PAGE);
        assertThat(call.field("ETag")).matches("\"[A-Za-z0-9_-]{22}\"");
        assertThat(call.response().fields().without("ETag"))
                .hasToString(PAGE.fields().toString());
        assertThat(call.text()).isEqualTo("a page");
    }

    @Test
    void theSameContentHasTheSameTagAndNoOtherHasIt() {
        assertThat(tag(PAGE)).isEqualTo(tag(PAGE.withBody(Body.of(Buffer.buffer("a page")))));
        String large = "x".repeat(100_000);
        assertThat(List.of(
                        tag(PAGE),
                        tag(PAGE.withBody(Body.of(Buffer.buffer("a pagf")))),
                        tag(PAGE.with("Content-Type", "text/html")),
                        tag(PAGE.with("Content-Encoding", "x-rot13")),
                        tag(PAGE.with("Content-Language", "de")),
                        tag(Response.text(large)),
                        tag(Response.text(large + "y")),
                        tag(Response.text("y" + large))))
                .doesNotHaveDuplicates();
    }

    @Test
    void whoHasItGetsA304WithTheFieldsThatBelongThere() {
        Call call = send(PAGE, TestRequest.get("/").field("If-None-Match", tag(PAGE)));
        assertThat(call.status()).isEqualTo(304);
        assertThat(call.response().fields())
                .isEqualTo(Fields.of("Cache-Control", "max-age=60", "Vary", "Accept-Language", "ETag", tag(PAGE)));
        assertThat(call.response().body()).isSameAs(Body.none());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "GET ! TAG ! 304",
                "HEAD ! TAG ! 304",
                "GET ! W/TAG ! 304",
                "GET ! \"other\", TAG ! 304",
                "GET ! * ! 304",
                "GET ! \"other\" ! 200",
                "GET ! nonsense ! 200",
                "POST ! TAG ! 200"
            })
    void ifNoneMatchIsComparedWeaklyForGetAndHead(String method, String held, int status) {
        TestRequest request = TestRequest.of(method, "/").field("If-None-Match", held.replace("TAG", tag(PAGE)));
        assertThat(send(PAGE, request).status()).isEqualTo(status);
    }

    @Test
    void headHasTheTagOfGet() {
        assertThat(send(PAGE, TestRequest.of("HEAD", "/")).field("ETag")).isEqualTo(tag(PAGE));
        Call withoutContent = send(PAGE.withBody(Body.none()), TestRequest.of("HEAD", "/"));
        assertThat(withoutContent.response().fields().contains("ETag")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "If-None-Match ! \"mine\" ! 304",
                "If-None-Match ! \"other\" ! 200",
                "If-Modified-Since ! Thu, 01 Jan 2026 00:00:00 GMT ! 304",
                "If-Modified-Since ! Wed, 31 Dec 2025 00:00:00 GMT ! 200",
                "If-Modified-Since ! yesterday ! 200",
                "If-Match ! \"other\" ! 200"
            })
    void aHandlersOwnValidatorsAreKeptAndCompared(String name, String value, int status) {
        Response own = PAGE.with("ETag", "W/\"mine\"").with("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
        Call call = send(own, TestRequest.get("/").field(name, value));
        assertThat(call.status()).isEqualTo(status);
        assertThat(call.field("ETag")).isEqualTo("W/\"mine\"");
    }

    @Test
    void ifNoneMatchGoesBeforeIfModifiedSince() {
        Response own = PAGE.with("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
        TestRequest request = TestRequest.get("/")
                .field("If-None-Match", "\"other\"")
                .field("If-Modified-Since", "Thu, 01 Jan 2026 00:00:00 GMT");
        assertThat(send(own, request).status()).isEqualTo(200);
    }

    @Test
    void aStreamGetsNoTagButIsNotReadWhereItsOwnMatches() {
        TestScope scope = TestScope.create();
        TestBody first = TestBody.in(scope);
        Call call = get(PAGE.withBody(first.body()));
        assertThat(call.response().fields().contains("ETag")).isFalse();
        first.write("bit by bit").end();
        assertThat(call.text()).isEqualTo("bit by bit");
        TestBody second = TestBody.in(scope);
        Response own = PAGE.withBody(second.body()).with("ETag", "\"mine\"");
        assertThat(send(own, TestRequest.get("/").field("If-None-Match", "\"mine\""))
                        .status())
                .isEqualTo(304);
        assertThat(second.isClosed()).isTrue();
        scope.endAndCheck();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 203, 206, 304, 404, 500})
    void otherStatusesPass(int status) {
        Response other = PAGE.withStatus(status);
        Call call = send(other, TestRequest.get("/").field("If-None-Match", "*"));
        assertThat(call.response()).isSameAs(other);
    }

    @Test
    void whatIsNotKeptOrTooLargeOrEmptyGetsNone() {
        assertThat(tag(PAGE.with("Cache-Control", "no-store"))).isEmpty();
        assertThat(tag(PAGE.withBody(Body.none()))).isEmpty();
        assertThat(tag(Response.text("x".repeat((int) ETags.LARGEST)))).isNotEmpty();
        assertThat(tag(Response.text("x".repeat((int) ETags.LARGEST + 1)))).isEmpty();
        HttpHandler small = ETags.upTo(5).around(request -> HttpHandler.ok(PAGE));
        assertThat(call(small, TestRequest.get("/")).field("ETag")).isEmpty();
        assertThatThrownBy(() -> ETags.upTo(0)).hasMessageContaining("give it 1 or more");
    }

    @Test
    void aCacheAroundItValidatesWithA304() {
        List<String> asked = new ArrayList<>();
        HttpHandler handler = ETags.create().around(request -> {
            asked.add(request.fields().get("If-None-Match", "nothing"));
            return HttpHandler.ok(PAGE);
        });
        HttpHandler cached = Cache.create(CacheSettings.ofMemory(1 << 20)).around(handler);
        TestScope scope = TestScope.create();
        Call first = call(cached, TestRequest.get("/").scope(scope));
        assertThat(first.text()).isEqualTo("a page");
        scope.time().advance(Duration.ofSeconds(61));
        Call second = call(cached, TestRequest.get("/").scope(TestScope.at(scope.time())));
        assertThat(second.text()).isEqualTo("a page");
        assertThat(second.field("Cache-Status")).contains("fwd-status=304");
        assertThat(asked).containsExactly("nothing", tag(PAGE));
    }

    @Test
    void compressionAroundItTellsTheFormsApartAndTakesBothBack() {
        Response page = Response.text("so much of the same ".repeat(100));
        HttpHandler handler = Filter.of(Compression.gzip(), ETags.create()).around(request -> HttpHandler.ok(page));
        Call first = call(handler, TestRequest.get("/").field("Accept-Encoding", "gzip"));
        assertThat(first.field("ETag")).isEqualTo("W/" + tag(page));
        Call second = call(
                handler,
                TestRequest.get("/").field("Accept-Encoding", "gzip").field("If-None-Match", first.field("ETag")));
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.field("ETag")).isEqualTo(first.field("ETag"));
    }
}
