package dev.weir.cli;

import dev.weir.http.Time;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** One way for the demo's visitors to ask for the headline: through the cache, or around it. */
final class Lane {

    /** No visitor waits longer, in milliseconds. */
    private static final long PATIENCE = 5_000;

    private final HttpClient client;
    private final String path;
    private final Time time;
    private final LaneCounts counts;

    Lane(HttpClient client, String path, Time time, LaneCounts counts) {
        this.client = client;
        this.path = path;
        this.time = time;
        this.counts = counts;
    }

    /** Sends one visitor to the demo at {@code url}. */
    void visit(String url) {
        long start = time.ticks();
        counts.sent();
        RequestOptions headline = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url + path)
                .setConnectTimeout(PATIENCE)
                .setTimeout(PATIENCE);
        client.request(headline)
                .compose(request -> request.send())
                .compose(response -> response.body().map(body -> response))
                .onComplete(done -> {
                    if (done.succeeded() && done.result().statusCode() == 200) {
                        counts.answered((time.ticks() - start) / 1000, isHit(done.result()));
                    } else {
                        counts.failed();
                    }
                });
    }

    /** Whether the cache had the answer (RFC 9211 §2.1). */
    private static boolean isHit(HttpClientResponse response) {
        String status = response.getHeader("Cache-Status");
        return status != null && status.replace(" ", "").contains(";hit");
    }

    /** Ends a second. */
    LaneFigures second() {
        return counts.second();
    }
}
