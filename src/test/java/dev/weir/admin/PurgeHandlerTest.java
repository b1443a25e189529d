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

/** Purging over HTTP. */
class PurgeHandlerTest {
    private final Cache cache = Cache.create(CacheSettings.ofMemory(16 << 20));
    private final HttpHandler cached = cache.around(
            request -> Response.text("x").with("Cache-Control", "max-age=60").asFuture());
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

    @Test
    void everythingIsPurged() {
        store("/a", "/b");
        assertThat(purge("{\"all\": true}").text()).isEqualTo("{\"purged\":2}");
        assertThat(isStored("/a")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | Nothing is named.",
                "{\"url\": \"/a\"} | not a target URI",
                "{\"url\": \"http://a b/\"} | \"url\": ",
                "{\"url\": 7} | \"url\" is a string.",
                "{\"url\": null} | \"url\" is a string.",
                "{\"all\": false} | \"all\" is true",
                "{\"all\": true, \"url\": \"http://localhost/a\"} | Only one of",
                "{\"uri\": \"http://localhost/a\"} | There is no 'uri' here.",
                "[] | not the JSON expected",
                "{ | not the JSON expected",
            })
    void whatIsWrongIsSaid(String order, String said) {
        store("/a");
        Call call = purge(order);
        assertThat(call.status()).isEqualTo(400);
        assertThat(call.field("Content-Type")).isEqualTo("application/problem+json");
        assertThat(call.text()).contains(said.replace("\"", "\\\""));
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
