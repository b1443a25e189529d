package dev.weir.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.http.Filter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.testkit.Call;
import dev.weir.testkit.ManualTime;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Explaining over HTTP. */
class ExplainHandlerTest {
    private final ManualTime time = ManualTime.create();
    private final Cache cache = Cache.create(CacheSettings.ofMemory(16 << 20));
    private final HttpHandler cached = cache.around(request -> Response.text("x")
            .with("Cache-Control", "max-age=60")
            .with("Vary", "Accept-Language")
            .asFuture());
    private final HttpHandler admin = Routes.of(Routes.nested("/cache", Admin.routes(cache, Filter.of())));

    private Call call(HttpHandler handler, TestRequest request) {
        return Call.call(handler, request.scope(TestScope.at(time)));
    }

    @Test
    void aUrlIsExplainedAsForAGetWithTheFieldsOfTheRequest() {
        call(cached, TestRequest.get("/a?b=c").field("Accept-Language", "de")).bytes();
        time.advance(Duration.ofSeconds(20));
        String explain = "/cache/explain?url=http%3A%2F%2Flocalhost%2Fa%3Fb%3Dc";
        Call said = call(
                admin, TestRequest.get(explain).field("Accept-Language", "de").field("Authorization", "Bearer x"));
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.field("Cache-Control")).isEqualTo("no-store");
        assertThat(said.text())
                .startsWith("GET http://localhost/a?b=c: hit\n")
                .contains("age 20 s, freshness lifetime 60 s, stale in 40 s\n");
        assertThat(call(admin, TestRequest.get(explain).field("Accept-Language", "fr"))
                        .text())
                .startsWith("GET http://localhost/a?b=c: goes to the origin\n")
                .contains("variant-not-stored");
    }

    @Test
    void aUrlIsExplainedAsClientsAskForIt() {
        call(cached, TestRequest.get("/a|b?f={100%}")).bytes();
        assertThat(call(admin, TestRequest.get("/cache/explain?url=http%3A%2F%2Flocalhost%2Fa%7Cb%3Ff%3D%7B100%25%7D"))
                        .text())
                .startsWith("GET http://localhost/a|b?f={100%}: hit\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; No URL is named",
                "?url=/a; not a target URI",
                "?url=a%20b; url",
                "'?url=http://a/?b=c&d=e'; & is %26"
            })
    void whatIsNoUrlIsRefused(String query, String said) {
        Call refused = call(admin, TestRequest.get("/cache/explain" + query));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains(said);
    }

    @Test
    void theGuardStandsBeforeIt() {
        HttpHandler guarded = Routes.of(
                Admin.routes(cache, (request, next) -> Response.of(401).asFuture()));
        assertThat(call(guarded, TestRequest.get("/explain?url=http%3A%2F%2Flocalhost%2F"))
                        .status())
                .isEqualTo(401);
    }
}
