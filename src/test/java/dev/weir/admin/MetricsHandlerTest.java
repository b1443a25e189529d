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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Counts over HTTP. */
class MetricsHandlerTest {
    private final ManualTime time = ManualTime.create();
    private final Cache cache = Cache.create(CacheSettings.ofMemory(16 << 20));
    private final HttpHandler cached = cache.around(request -> Response.text("x")
            .with("Cache-Control", "max-age=60, stale-while-revalidate=60")
            .asFuture());

    private Call call(HttpHandler handler, String target) {
        return Call.call(handler, TestRequest.get(target).scope(TestScope.at(time)));
    }

    @Test
    void whatHasBeenCountedIsToldInTheTextFormat() {
        call(cached, "/a").bytes();
        call(cached, "/a").bytes();
        call(cached, "/b").bytes();
        time.advance(Duration.ofSeconds(61));
        call(cached, "/a").bytes();
        Call told = call(Routes.of(Admin.routes(cache, Filter.of())), "/metrics");
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.field("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(told.field("Cache-Control")).isEqualTo("no-store");
        Map<String, String> samples = samples(told.text());
        assertThat(samples)
                .containsEntry("weir_cache_hits_total", "2")
                .containsEntry("weir_cache_stale_total", "1")
                .containsEntry("weir_cache_misses_total", "2")
                .containsEntry("weir_cache_origin_requests_total", "3")
                .containsEntry("weir_cache_stores_total", "3")
                .containsEntry(
                        "weir_cache_stored_bytes", Long.toString(cache.stats().bytesStored()))
                .containsEntry("weir_cache_keys", "2")
                .containsEntry("weir_cache_waiting", "0");
        assertThat(samples).hasSize(cache.stats().getClass().getRecordComponents().length);
    }

    /** By name; each stands behind its help and its type. */
    private static Map<String, String> samples(String text) {
        Map<String, String> samples = new TreeMap<>();
        List<String> lines = text.lines().toList();
        assertThat(text).endsWith("\n");
        for (int i = 0; i < lines.size(); i += 3) {
            String name = lines.get(i + 2).substring(0, lines.get(i + 2).indexOf(' '));
            assertThat(lines.get(i)).startsWith("# HELP " + name + " ");
            assertThat(lines.get(i + 1))
                    .isEqualTo("# TYPE " + name + (name.endsWith("_total") ? " counter" : " gauge"));
            samples.put(name, lines.get(i + 2).substring(name.length() + 1));
        }
        return samples;
    }

    @Test
    void theGuardStandsBeforeIt() {
        HttpHandler guarded = Routes.of(
                Admin.routes(cache, (request, next) -> Response.of(401).asFuture()));
        assertThat(call(guarded, "/metrics").status()).isEqualTo(401);
    }
}
