package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.load.OpenLoad.Order;
import dev.weir.benchmarks.load.OpenLoad.Result;
import dev.weir.benchmarks.report.Metric;
import dev.weir.benchmarks.report.Plot;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.servers.Bench;
import dev.weir.benchmarks.servers.Peer;
import dev.weir.benchmarks.servers.Server;
import dev.weir.benchmarks.servers.Servers;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a cache for one second is worth before a handler that computes. */
public final class MicroCache extends LoadedScenario {
    private static final Metric RATE = Metric.more("rate", "Highest rate sustained", "answers a second");

    private static final int LIMIT_MS = 100;

    /** So few that a rate that is too high leaves behind less work than is skipped. */
    private static final int CONNECTIONS = 10;

    private static final double SKIP_SECONDS = 0.3;
    private static final int HASH_BYTES = 64;
    private static final Point ONLY = new Point("p99 within " + LIMIT_MS + " ms", 0);

    @Override
    public String id() {
        return "microcache";
    }

    @Override
    public String title() {
        return "A cache for one second";
    }

    @Override
    public String text() {
        return "The handler computes for " + Bench.HASH_MS + " ms and lets its answer be stored for a second (max-age=1)."
                + " Requests are due at a fixed rate, and the rate is searched above which the p99, from when a request"
                + " was due, passes " + LIMIT_MS + " ms or somebody is not answered. Without a cache the core has "
                + 1_000 / Bench.HASH_MS + " answers a second, whoever serves them. With one it computes once a second,"
                + " while those who ask wait together for the one answer, and all else are hits. Weir's cache is around"
                + " its own handler, or stands as a proxy before Tomcat; that proxy and Tomcat share the one core.";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(RATE, Loaded.P50, Loaded.P99.untold());
    }

    @Override
    public List<Plot> plots() {
        return List.of(Plot.bars("Highest rate with a p99 within " + LIMIT_MS + " ms, one core", RATE.id()));
    }

    @Override
    public List<Point> points(Effort effort) {
        return List.of(ONLY);
    }

    @Override
    public List<? extends Server> servers(Effort effort) {
        return Servers.withAndWithoutCache().subList(0, effort == Effort.QUICK ? 2 : 4);
    }

    @Override
    public double turnSeconds(Effort effort, Point point) {
        // As many as a search takes from a good guess.
        double trials = effort.choose(2.0, 2.5, 2.5, 5.0);
        return trials * (SKIP_SECONDS + effort.seconds() + 0.3);
    }

    @Override
    public double readySeconds(Effort effort) {
        return super.readySeconds(effort) + effort.seconds();
    }

    @Override
    Order order(String url, Point point, Effort effort) {
        return saturation(url, effort.seconds());
    }

    @Override
    List<Order> warmUp(String url, Effort effort) {
        return List.of(saturation(url, effort.warmUpSeconds()));
    }

    private static Order saturation(String url, double seconds) {
        return new Order(url + "page", CONNECTIONS, 0, HASH_BYTES, 0, seconds);
    }

    @Override
    public Contest open(Bench bench, Effort effort) throws IOException, InterruptedException {
        HighestRate search = new HighestRate(LIMIT_MS, effort.choose(1.3, 1.3, 1.3, 1.05));
        return new Loaded(this, bench, effort) {
            private final Map<Peer, Double> guesses = new HashMap<>();

            /** What it can do at the most is a guess at what it can do all the time. */
            @Override
            void warm(Peer peer) throws IOException, InterruptedException {
                super.warm(peer);
                guesses.put(peer, run(order(peer.url(), ONLY, effort)).perSecond());
            }

            @Override
            Turn load(Peer peer, Point point) throws IOException, InterruptedException {
                Result found = search.find(guesses.get(peer), rate -> run(new Order(
                                peer.url() + "page", CONNECTIONS, rate, HASH_BYTES, SKIP_SECONDS, effort.seconds())))
                        .orElseThrow(() -> new IOException("no rate was sustained"));
                guesses.merge(peer, found.perSecond(), Math::max);
                return new Turn(Map.of(
                        RATE.id(),
                        found.perSecond(),
                        Loaded.P50.id(),
                        found.p50() / 1e3,
                        Loaded.P99.id(),
                        found.p99() / 1e3));
            }
        };
    }
}
