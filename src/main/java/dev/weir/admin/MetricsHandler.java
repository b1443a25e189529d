package dev.weir.admin;

import dev.weir.cache.Cache;
import dev.weir.cache.CacheStats;
import dev.weir.fields.FieldNames;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.ToLongFunction;

/** What a cache has counted, in the text format that Prometheus and its like read (version 0.0.4). */
final class MetricsHandler implements HttpHandler {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private record Metric(String name, String help, ToLongFunction<CacheStats> value) {

        /** What goes up and down does not end in {@code _total}. */
        String type() {
            return name.endsWith("_total") ? "counter" : "gauge";
        }

        String lines(CacheStats stats) {
            return "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type() + "\n" + name + " "
                    + value.applyAsLong(stats) + "\n";
        }
    }

    private static final List<Metric> METRICS = List.of(
            new Metric("weir_cache_hits_total", "Requests answered from what is stored.", CacheStats::hits),
            new Metric(
                    "weir_cache_stale_total",
                    "Requests answered with what had been stored and was stale.",
                    CacheStats::staleServed),
            new Metric("weir_cache_misses_total", "GET and HEAD that could not be answered so.", CacheStats::misses),
            new Metric(
                    "weir_cache_collapsed_total",
                    "Requests answered by what was being fetched for another.",
                    CacheStats::collapsed),
            new Metric(
                    "weir_cache_origin_requests_total", "Requests that went to the origin.", CacheStats::originFetches),
            new Metric("weir_cache_stores_total", "Responses stored.", CacheStats::stored),
            new Metric("weir_cache_evictions_total", "Responses dropped for want of room.", CacheStats::evicted),
            new Metric("weir_cache_faults_total", "Errors inside the cache.", CacheStats::faults),
            new Metric("weir_cache_stored_bytes", "What is stored, with all around it.", CacheStats::bytesStored),
            new Metric(
                    "weir_cache_reserved_bytes",
                    "What is stored, being fetched or still being read.",
                    CacheStats::bytesReserved),
            new Metric("weir_cache_keys", "Keys that something is stored under.", CacheStats::entries),
            new Metric("weir_cache_fetches", "Fetches going on.", CacheStats::fills),
            new Metric(
                    "weir_cache_waiting", "Requests that wait for one of them, or read from it.", CacheStats::waiting));

    private final Cache cache;

    MetricsHandler(Cache cache) {
        this.cache = cache;
    }

    @Override
    public Future<Response> handle(Request request) {
        CacheStats stats = cache.stats();
        StringBuilder text = new StringBuilder();
        METRICS.forEach(metric -> text.append(metric.lines(stats)));
        return Response.text(text.toString())
                .with(FieldNames.CONTENT_TYPE, TEXT)
                .with(FieldNames.CACHE_CONTROL, "no-store")
                .asFuture();
    }
}
