package dev.weir.cli;

import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.cache.Explanation;
import dev.weir.cache.Outcome;
import dev.weir.fields.FieldLines;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.filter.BehindProxy;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.origin.HostField;
import dev.weir.origin.Origin;
import dev.weir.origin.OriginSettings;
import dev.weir.server.Listen;
import dev.weir.server.ServerSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Two requests through an empty cache, over sockets as any client's, and what the cache says of them. */
record Explained(Vertx vertx, URI origin, String path, FieldLines fields, CacheSettings caching) {

    private static final long SECONDS = 30;
    private static final String LOOPBACK = "127.0.0.1";

    /** What caching goes by in a response. */
    private static final Set<String> TELLING = Set.of(
            "age",
            "cache-control",
            "cdn-cache-control",
            "content-type",
            "date",
            "etag",
            "expires",
            "last-modified",
            "set-cookie",
            "surrogate-control",
            "vary");

    /** Fails with a {@link StartException} where the origin does not answer. */
    Future<List<String>> lines() {
        Cache cache = Cache.create(vertx, caching);
        List<String> lines = new CopyOnWriteArrayList<>();
        OriginSettings standard = OriginSettings.defaults();
        // As it is asked with: what the cache is asked about is the host that is asked for.
        OriginSettings settled = standard.with(standard.forwarding().with(HostField.AS_RECEIVED));
        HttpHandler cached = cache.around(Origin.of(vertx, origin, settled));
        HttpHandler telling = request -> {
            Explanation before = cache.explain(request);
            if (!lines.isEmpty()) {
                lines.add("");
                lines.add("A second request, " + before);
                return Future.succeededFuture(Response.of(204));
            }
            lines.add("The first request, " + before);
            return cached.handle(request).onSuccess(response -> lines.addAll(came(response)));
        };
        ServerSettings settings = ServerSettings.on(new Listen(LOOPBACK, 0));
        // Vert.x closes a client that nobody refers to: it is closed here, so that it is not closed before.
        HttpClient client = vertx.createHttpClient();
        return reachable()
                .compose(there -> Listening.start(
                        vertx, settings, 1, BehindProxy.at(LOOPBACK).around(telling)))
                .compose(server -> ask(client, server.port())
                        .compose(said -> lines.isEmpty() ? refused(said) : ask(client, server.port())))
                .timeout(SECONDS, TimeUnit.SECONDS)
                .recover(cause -> Future.failedFuture(
                        cause instanceof StartException
                                ? cause
                                : new StartException("no whole answer of " + origin + " came: " + cause.getMessage())))
                .map(done -> List.copyOf(lines))
                .eventually(client::close);
    }

    private Future<?> reachable() {
        boolean https = "https".equalsIgnoreCase(origin.getScheme());
        int port = origin.getPort() >= 0 ? origin.getPort() : https ? 443 : 80;
        NetClient client = vertx.createNetClient();
        return client.connect(port, origin.getHost())
                .eventually(client::close)
                .recover(cause -> Future.failedFuture(
                        new StartException("the origin " + origin + " cannot be reached: " + cause.getMessage())));
    }

    /** It did not come as far as the cache. */
    private static Future<String> refused(String said) {
        return Future.failedFuture(new StartException("no server takes that request: " + said.strip()));
    }

    /** Gives the content of what comes. */
    private Future<String> ask(HttpClient client, int port) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(LOOPBACK)
                .setPort(port)
                .setURI(path)
                .putHeader(FieldNames.HOST, fields.get(FieldNames.HOST, origin.getAuthority()))
                .putHeader("X-Forwarded-Proto", origin.getScheme());
        fields.without(FieldNames.HOST).forEach(options::addHeader);
        return client.request(options)
                .compose(request -> request.send())
                .compose(response -> response.body().map(Buffer::toString));
    }

    /** The origin's answer, and what became of it. */
    private static List<String> came(Response response) {
        Outcome outcome = response.get(Cache.OUTCOME).orElseThrow();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(
                outcome.forwardStatus() == 0
                        ? "No answer came, which is a " + response.status()
                        : "The origin answered " + outcome.forwardStatus());
        Fields fields = response.fields();
        fields.forEach((name, value) -> {
            if (TELLING.contains(name.toLowerCase(Locale.ROOT))) {
                lines.add("  " + name + ": " + value);
            }
        });
        outcome.notStored()
                .ifPresent(why ->
                        lines.add("  not stored: " + why.detail() + ": " + why.text() + " (" + why.section() + ")"));
        fields.get(FieldNames.CACHE_STATUS).ifPresent(status -> lines.add("  Cache-Status: " + status));
        return lines;
    }
}
