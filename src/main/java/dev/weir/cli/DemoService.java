package dev.weir.cli;

import static dev.weir.http.Routes.prefix;

import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.http.HttpHandler;
import dev.weir.http.Route;
import dev.weir.http.Routes;
import dev.weir.http.Time;
import dev.weir.origin.Origin;
import dev.weir.server.Drain;
import dev.weir.server.Listen;
import dev.weir.server.RunningServer;
import dev.weir.server.ServerSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The demo: two slow origins, alike, one of them with the cache in front of it; visitors for both; and the page.
 *
 * @param listen where, if that was said; else the usual address, or any port where that is taken
 */
record DemoService(Optional<ListenAddress> listen) implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(DemoService.class);
    private static final long MEMORY = 16 << 20;
    private static final int CONNECTIONS = 512;

    @Override
    public Future<Running> start() {
        Vertx vertx = Platform.start(Runtime.getRuntime().availableProcessors());
        try {
            DemoOrigin without = DemoOrigin.start();
            DemoOrigin with = DemoOrigin.start();
            return start(vertx, without, with).onFailure(cause -> {
                without.close();
                with.close();
                vertx.close();
            });
        } catch (IOException e) {
            vertx.close();
            return Future.failedFuture(e);
        }
    }

    private Future<Running> start(Vertx vertx, DemoOrigin without, DemoOrigin with) {
        Time time = Time.of(vertx);
        HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        Visitors visitors = new Visitors(
                time,
                new Lane(client, "/without/headline", time, new LaneCounts(without::requests)),
                new Lane(client, "/with/headline", time, new LaneCounts(with::requests)));
        Cache cache = Cache.create(vertx, CacheSettings.ofMemory(MEMORY));
        List<Route> table = new ArrayList<>(new DemoPage(visitors).routes());
        table.addAll(List.of(
                prefix("/without/", Origin.to(vertx, without.url())),
                prefix("/with/", cache.around(Origin.to(vertx, with.url())))));
        return listen(vertx, Routes.of(table)).map(server -> {
            vertx.runOnContext(begin -> visitors.start(server.url()));
            return new Running(vertx, server, visitors::stop, Drain.defaults().limit());
        });
    }

    private Future<RunningServer> listen(Vertx vertx, HttpHandler handler) {
        ListenAddress wanted = listen.orElseGet(() -> ListenAddress.parse(ListenAddress.DEFAULT));
        Future<RunningServer> first = listen(vertx, handler, wanted);
        return listen.isPresent()
                ? first
                : first.recover(cause -> {
                    LOG.info("{} is taken; using another port", wanted);
                    return listen(vertx, handler, new ListenAddress(wanted.host(), 0));
                });
    }

    private static Future<RunningServer> listen(Vertx vertx, HttpHandler handler, ListenAddress address) {
        ServerSettings settings = ServerSettings.on(new Listen(address.host(), address.port()));
        return Listening.start(vertx, settings, Runtime.getRuntime().availableProcessors(), handler);
    }
}
