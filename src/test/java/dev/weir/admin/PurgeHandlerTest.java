package dev.weir.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.filter.BearerAuth;
import dev.weir.http.Filter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Key;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.testkit.Call;
import dev.weir.testkit.TestRequest;
import io.vertx.core.Future;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Purging over HTTP. */
class PurgeHandlerTest {
    private final Cache cache = Cache.create(CacheSettings.ofMemory(16 << 20));
    private final HttpHandler cached = cache.around(request -> Response.text("x")
            .with("Cache-Control", "max-age=60")
            .with("Surrogate-Key", request.path().equals("/tagged") ? "all product-42" : "all")
            .asFuture());
    private final HttpHandler admin = Routes.of(Routes.nested("/cache", Admin.routes(cache, Filter.of())));

    private void store(String... targets) {
        for (String target : targets) {
            Call.call(cached, TestRequest.get(target)).bytes();
        }
    }

    private boolean isStored(String target) {
        return Call.call(cached, TestRequest.get(target)).field("Cache-Status").contains(";hit");
    }

    private Call purge(String order) {
        return Call.call(admin, TestRequest.post("/cache/purge").body(order));
    }

    @Test
    void aUrlIsPurged() {
        store("/a", "/b");
        Call call = purge("{\"url\": \"http://localhost/a\"}");
        assertThat(call.status()).isEqualTo(200);
        assertThat(call.text()).isEqualTo("{\"purged\":1}");
        assertThat(call.field("Cache-Control")).isEqualTo("no-store");
        assertThat(isStored("/a")).isFalse();
        assertThat(isStored("/b")).isTrue();
    }

    /** What no URI may have in it, and clients send all the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/list?f=a|b",
                "/list?f={\"x\":1}",
                "/list?f=^a`b",
                "/list?f=100%",
                "/list?a[]=<1>",
                "/a|b{c}/%zz/\\d",
                "//a//b/../c",
                "/?"
            })
    void aUrlIsPurgedAsClientsAskForIt(String target) {
        String url = "\"http://localhost" + target.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        store(target, "/b");
        assertThat(purge("{\"prefix\": " + url + "}").text()).isEqualTo("{\"purged\":1}");
        store(target);
        assertThat(purge("{\"url\": " + url + "}").text()).isEqualTo("{\"purged\":1}");
        assertThat(isStored(target)).isFalse();
        assertThat(isStored("/b")).isTrue();
    }

    @Test
    void ofAUrlBeyondAsciiThatIsPurgedWhichClientsSend() {
        store("/%C3%A4?%E2%82%AC=%F0%9F%98%80");
        assertThat(purge("{\"url\": \"http://localhost/ä?€=😀#ä\"}").text()).isEqualTo("{\"purged\":1}");
    }

    @Test
    void everythingIsPurged() {
        store("/a", "/b");
        assertThat(purge("{\"all\": true}").text()).isEqualTo("{\"purged\":2}");
        assertThat(isStored("/a")).isFalse();
    }

    @Test
    void aPrefixIsPurged() {
        store("/news/1", "/news/2?a", "/new");
        assertThat(purge("{\"prefix\": \"http://localhost/news/\"}").text()).isEqualTo("{\"purged\":2}");
        assertThat(isStored("/news/1")).isFalse();
        assertThat(isStored("/new")).isTrue();
    }

    @Test
    void aTagIsPurged() {
        store("/tagged", "/b");
        assertThat(purge("{\"tag\": \"product-42\", \"soft\": false}").text()).isEqualTo("{\"purged\":1}");
        assertThat(isStored("/tagged")).isFalse();
        assertThat(isStored("/b")).isTrue();
    }

    @Test
    void aSoftPurgeLeavesItStale() {
        store("/tagged");
        assertThat(purge("{\"tag\": \"product-42\", \"soft\": true}").text()).isEqualTo("{\"purged\":1}");
        assertThat(Call.call(cached, TestRequest.get("/tagged")).field("Cache-Status"))
                .contains(";fwd=stale");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | Nothing is named.",
                "{\"soft\": true} | Nothing is named.",
                "{\"url\": \"/a\"} | 'url' is wrong: not a target URI",
                "{\"prefix\": \"/a\"} | 'prefix' is wrong: not a target URI",
                "{\"url\": \"http://a b/\"} | 'url' is wrong: not a target URI",
                "{\"url\": \"http://localhost/a b\"} | 'url' is wrong: the character at index 18 of 'http://localhost/a b' ",
                "{\"url\": \"http://localhost/a\\u0009\"} | write it as %09",
                "{\"url\": \"http://löcalhost/a\"} | 'url' is wrong: not a target URI",
                "{\"prefix\": \"http:/localhost/a\"} | 'prefix' is wrong: not a target URI",
                "{\"url\": \"http://u:p@localhost/a\"} | 'url' is wrong: not a target URI",
                "{\"url\": \"http://localhost:x/a\"} | 'url' is wrong: not a target URI",
                "{\"tag\": \"\"} | 'tag' is wrong",
                "{\"url\": 7} | 'url' is a string.",
                "{\"tag\": null} | 'tag' is a string.",
                "{\"all\": false} | Nothing is named.",
                "{\"all\": 1} | 'all' is true or false.",
                "{\"all\": true, \"soft\": \"yes\"} | 'soft' is true or false.",
                "{\"all\": true, \"url\": \"http://localhost/a\"} | Only one of",
                "{\"uri\": \"http://localhost/a\"} | There is no 'uri' here.",
                "{\"tag\": \"a\", \"tag\": \"all\"} | 'tag' stands there twice.",
                "{\"all\": false, \"all\": true} | 'all' stands there twice.",
                "{\"all\": null, \"all\": true} | 'all' stands there twice.",
                "{\"url\": \"http://localhost/b\", \"soft\": true, \"soft\": false} | 'soft' stands there twice.",
                "null | not the JSON expected",
                "[] | not the JSON expected",
                "{ | not the JSON expected",
            },
            quoteCharacter = '`')
    void whatIsWrongIsSaid(String order, String said) {
        store("/a");
        Call call = purge(order);
        assertThat(call.status()).isEqualTo(400);
        assertThat(call.field("Content-Type")).isEqualTo("application/problem+json");
        assertThat(call.text()).contains(said);
        assertThat(isStored("/a")).isTrue();
    }

    @Test
    void theGuardDecidesWhoMay() {
        Key<String> owner = Key.of("owner", String.class);
        Filter guard = BearerAuth.of(
                "cache",
                owner,
                token -> Future.succeededFuture(token.equals("let-me") ? Optional.of("me") : Optional.empty()));
        HttpHandler guarded = Routes.of(Admin.routes(cache, guard));
        store("/a");
        TestRequest order = TestRequest.post("/purge").body("{\"all\": true}");
        assertThat(Call.call(guarded, order).status()).isEqualTo(401);
        assertThat(isStored("/a")).isTrue();
        TestRequest withToken =
                TestRequest.post("/purge").body("{\"all\": true}").field("Authorization", "Bearer let-me");
        assertThat(Call.call(guarded, withToken).status()).isEqualTo(200);
        assertThat(isStored("/a")).isFalse();
    }
}
