package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.load.CountingOrigin;
import dev.weir.benchmarks.load.OpenLoad.Order;
import dev.weir.benchmarks.load.OpenLoad.Result;
import dev.weir.benchmarks.report.Metric;
import dev.weir.benchmarks.report.Plot;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.servers.Bench;
import dev.weir.benchmarks.servers.Caches;
import dev.weir.benchmarks.servers.Peer;
import dev.weir.benchmarks.servers.Server;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Many who ask a cache at once for what it does not have: whether the origin is asked once. */
public final class Collapse extends LoadedScenario {
    private static final Metric FETCHES = Metric.less("fetches", "Fetches seen by the origin", "");
    private static final Metric LAST = Metric.less("last", "Latency of the last client", "ms");

    private static final int CLIENTS = 1_000;
    private static final int BYTES = 16 << 10;
    private static final int WARM_UP_BURSTS = 2;
    private static final int WARM_UP_CONNECTIONS = 64;
    private static final Point ONLY = Point.of("%,d clients", CLIENTS);

    private int pages;

    @Override
    public String id() {
        return "collapse";
    }

    @Override
    public String title() {
        return "A crowd on a cold page";
    }

    @Override
    public String text() {
        return ONLY.label() + " ask a cache within a millisecond for one page of " + (BYTES >> 10) + " KiB that it does"
                + " not have; the origin counts what it is asked, and answers after " + Bench.ORIGIN_DELAY_MS + " ms. A"
                + " cache that collapses requests asks once, and its last client waits a little longer than the origin"
                + " takes. nginx collapses because it is told to by proxy_cache_lock; who waits there looks again every"
                + " half second. An error is a request that had no answer after one second.";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(FETCHES, LAST, Loaded.P50, Loaded.ERRORS);
    }

    @Override
    public List<Plot> plots() {
        return List.of(
                Plot.bars("Fetches seen by the origin", FETCHES.id()),
                Plot.bars("Latency of the last client, ms", LAST.id()));
    }

    @Override
    public List<Point> points(Effort effort) {
        return List.of(ONLY);
    }

    /** Those that collapse: vertx-http-proxy fetches for each who asks. */
    @Override
    public List<? extends Server> servers(Effort effort) {
        return List.of(Caches.WEIR_PROXY, Caches.NGINX, Caches.VARNISH);
    }

    @Override
    public double turnSeconds(Effort effort, Point point) {
        return 0.5;
    }

    /** At a page that nobody has asked for before. */
    @Override
    Order order(String url, Point point, Effort effort) {
        return Order.burst(url + "cold/" + ++pages, CLIENTS, BYTES);
    }

    @Override
    List<Order> warmUp(String url, Effort effort) {
        Order hits = new Order(url + "warm", WARM_UP_CONNECTIONS, 0, BYTES, 0, effort.warmUpSeconds());
        return Stream.concat(Stream.of(hits), Stream.generate(() -> order(url, ONLY, effort)).limit(WARM_UP_BURSTS))
                .toList();
    }

    @Override
    public Contest open(Bench bench, Effort effort) throws IOException, InterruptedException {
        return new Loaded(this, bench, effort) {
            /** One for each, since a server may go on asking after its turn. */
            private final Map<Peer, CountingOrigin> origins = new HashMap<>();

            @Override
            Peer start(Server server) throws IOException, InterruptedException {
                CountingOrigin origin =
                        CountingOrigin.start(bench.workshop().compiled("floor"), BYTES, Bench.ORIGIN_DELAY_MS);
                Peer peer = server.start(bench, origin.port());
                origins.put(peer, origin);
                return peer;
            }

            @Override
            Turn load(Peer peer, Point point) throws IOException, InterruptedException {
                CountingOrigin origin = origins.get(peer);
                long before = origin.asked();
                Result result = run(order(peer.url(), point, effort));
                Map<String, Double> figures = Map.of(
                        FETCHES.id(),
                        (double) (origin.asked() - before),
                        LAST.id(),
                        result.max() / 1e3,
                        Loaded.P50.id(),
                        result.p50() / 1e3,
                        Loaded.ERRORS.id(),
                        (double) result.errors());
                return new Turn(figures, result.firstError());
            }

            @Override
            public void close() throws InterruptedException {
                super.close();
                for (CountingOrigin origin : origins.values()) {
                    origin.close();
                }
            }
        };
    }
}
