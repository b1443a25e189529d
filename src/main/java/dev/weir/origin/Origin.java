package dev.weir.origin;

import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Time;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ClientSSLOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A handler that forwards each request to one origin server and passes its response on (RFC 9110 §7.6), over HTTP/1.1
 * connections that are kept. Contents are streamed both ways, at the pace of who reads them.
 *
 * <p>Make it once, outside any deployment, and share it among all instances: it holds no more connections than its
 * {@link OriginLimits} say, over all event loops, and a call outlives the redeployment of the verticle it came through.
 *
 * <p>Where the origin server gives no valid response the future fails with an {@link dev.weir.http.HttpException}: 502
 * where it cannot be reached or what it says is no HTTP, 503 where too many wait for it, 504 where it takes too long. A
 * cancelled request gives up its place in the queue, or closes its connection, at once; a connection that is being made
 * counts until it stands or has failed. Redirects are passed on, never
 * followed.
 */
public class Origin implements HttpHandler {
    private final Vertx vertx;
    private final Target target;
    private final OriginSettings settings;
    private final Forwarder forwarder;
    private final Hops hops;
    private final Map<Thread, Lane> lanes = new ConcurrentHashMap<>();

    Origin(Vertx vertx, Target target, OriginSettings settings) {
        this.vertx = vertx;
        this.target = target;
        this.settings = settings;
        String pseudonym = settings.forwarding().pseudonym();
        this.hops = new Hops(pseudonym);
        this.forwarder = new Forwarder(
                client(vertx, target, settings),
                target.connectOptions(),
                settings.timeouts(),
                new Pool(settings.limits()),
                new OutboundHead(target, settings.forwarding()),
                new OriginLog(target),
                Time.of(vertx),
                "1.1 " + pseudonym,
                "1.0 " + pseudonym);
    }

    /**
     * A handler that forwards to {@code uri}, with the settings that suit most.
     *
     * @param uri {@code http} or {@code https}, a host, and perhaps a port; nothing else
     */
    public static Origin to(Vertx vertx, URI uri) {
        return of(vertx, uri, OriginSettings.defaults());
    }

    /**
     * A handler that forwards to {@code uri}. With {@link HostField#ORIGIN} it is a
     * {@link dev.weir.http.FixedAuthority}.
     */
    public static Origin of(Vertx vertx, URI uri, OriginSettings settings) {
        Target target = Target.of(uri);
        return settings.forwarding().host() == HostField.ORIGIN
                ? new OwnHostOrigin(vertx, target, settings)
                : new Origin(vertx, target, settings);
    }

    /** A client of its own: one that is shared might share TLS settings with others. */
    private static HttpClientAgent client(Vertx vertx, Target target, OriginSettings settings) {
        // Rather more than our own limit, so that ours is the one that passes.
        long patience = settings.timeouts().connect().toMillis() + 1_000;
        HttpClientConfig config = new HttpClientConfig()
                .setVersions(HttpVersion.HTTP_1_1)
                .setSsl(target.tls())
                .setVerifyHost(true)
                .setDecompressionEnabled(false)
                .setConnectTimeout(Duration.ofMillis(patience));
        var builder = vertx.httpClientBuilder().with(config).with(new PoolOptions().setCleanerPeriod(0));
        if (target.tls()) {
            ClientSSLOptions tls = settings.tls().map(ClientSSLOptions::copy).orElseGet(ClientSSLOptions::new);
            builder.with(tls.setHostnameVerificationAlgorithm("HTTPS"));
        }
        return builder.build();
    }

    @Override
    public Future<Response> handle(Request request) {
        if (!Context.isOnEventLoopThread()) {
            return elsewhere(request);
        }
        Optional<Response> stopped = hops.stop(request);
        if (stopped.isPresent()) {
            return stopped.get().asFuture();
        }
        Lane lane = lanes.computeIfAbsent(
                Thread.currentThread(), loop -> new Lane(forwarder.time(), forwarder.pool(), settings));
        return new Call(forwarder, lane, request).start();
    }

    /** A request that was built by hand, on a thread of somebody's own. */
    private Future<Response> elsewhere(Request request) {
        Promise<Response> answer = Promise.promise();
        vertx.getOrCreateContext().runOnContext(turn -> {
            try {
                handle(request).onComplete(answer);
            } catch (RuntimeException e) {
                answer.fail(e);
            }
        });
        return answer.future();
    }

    /** The origin server's host and, unless it is the scheme's default, the port. */
    public String authority() {
        return target.authority();
    }

    /** Closes all connections; calls under way fail. */
    public Future<Void> close() {
        return forwarder.client().close();
    }
}
