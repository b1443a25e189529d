package dev.weir.cli;

import dev.weir.admin.Admin;
import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.edge.ExchangeLimits;
import dev.weir.edge.Tls;
import dev.weir.http.Filter;
import dev.weir.http.Routes;
import dev.weir.origin.HostField;
import dev.weir.origin.Origin;
import dev.weir.origin.OriginSettings;
import dev.weir.origin.OriginTimeouts;
import dev.weir.server.Listen;
import dev.weir.server.ServerSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cache in front of an origin server.
 *
 * @param deadline how long a request may wait for its response to begin
 * @param caching how the cache is to be
 * @param front goes around all
 * @param admin where the cache's owner is answered
 */
record ProxyService(
        URI origin,
        HostField host,
        ListenAddress listen,
        Duration deadline,
        CacheSettings caching,
        int eventLoops,
        Optional<Tls> tls,
        Filter front,
        Optional<AdminListener> admin,
        Stopping stopping)
        implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyService.class);

    @Override
    public Future<Running> start() {
        Vertx vertx = Platform.start(eventLoops);
        Cache cache = Cache.create(vertx, caching.withHeadLimit(atLeast(caching.headLimit())));
        OriginSettings standard = OriginSettings.defaults();
        OriginTimeouts timeouts = standard.timeouts();
        Origin forward = Origin.of(
                vertx,
                origin,
                standard.with(standard.forwarding().with(host))
                        .with(new OriginTimeouts(timeouts.connect(), atLeast(timeouts.firstByte()), timeouts.stall())));
        ServerSettings plain = ServerSettings.on(new Listen(listen.host(), listen.port()))
                .withDrain(stopping.drain())
                .withLimits(ExchangeLimits.defaults().withDeadline(deadline));
        ServerSettings settings = tls.map(plain::withTls).orElse(plain);
        return Listening.start(vertx, settings, eventLoops, front.around(stopping.before(cache.around(forward))))
                .compose(server -> startAdmin(vertx, cache).map(server))
                .onSuccess(server -> warnIfUnreachable(vertx))
                .map(server -> new Running(vertx, server, () -> {}, stopping.atTheMost()))
                .onFailure(cause -> vertx.close());
    }

    /** No limit further in is to end before the deadline does. */
    private Duration atLeast(Duration limit) {
        return limit.compareTo(deadline) < 0 ? deadline : limit;
    }

    private Future<Void> startAdmin(Vertx vertx, Cache cache) {
        if (admin.isEmpty()) {
            return Future.succeededFuture();
        }
        ListenAddress address = admin.get().listen();
        ServerSettings plain = ServerSettings.on(new Listen(address.host(), address.port()));
        ServerSettings settings = tls.map(plain::withTls).orElse(plain);
        Routes routes = Routes.of(Admin.routes(cache, admin.get().guard()));
        return Listening.start(vertx, settings, 1, routes, "--admin")
                .onSuccess(server -> LOG.info("The cache's owner is answered on {}", server.url()))
                .mapEmpty();
    }

    private void warnIfUnreachable(Vertx vertx) {
        boolean https = "https".equalsIgnoreCase(origin.getScheme());
        int port = origin.getPort() >= 0 ? origin.getPort() : https ? 443 : 80;
        NetClient client = vertx.createNetClient(); // which is closed here, since Vert.x closes what nobody refers to
        client.connect(port, origin.getHost())
                .onFailure(cause -> LOG.warn(
                        "The origin {} cannot be reached ({}); until it is up, clients get 502",
                        origin,
                        cause.getMessage()))
                .eventually(client::close);
    }
}
