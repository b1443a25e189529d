package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.load.OpenLoad.Order;
import dev.weir.benchmarks.report.Metric;
import dev.weir.benchmarks.report.Plot;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.servers.Bench;
import dev.weir.benchmarks.servers.Server;
import java.util.List;

/** Handlers that keep the processor busy: where no way of waiting can help. */
public final class CpuBound extends LoadedScenario {
    private static final double SKIP_SECONDS = 0.1;

    /** Of a standard run, at fifty answers a second. */
    private static final double LEAST_SECONDS = 1.2;

    /** Of which each asks once before anything is counted. */
    private static final int CONNECTIONS = 10;

    private static final int HASH_BYTES = 64;

    @Override
    public String id() {
        return "cpu";
    }

    @Override
    public String title() {
        return "Handlers that compute";
    }

    @Override
    public String text() {
        return "The handler computes for " + Bench.HASH_MS + " ms, and " + CONNECTIONS + " connections ask again as soon"
                + " as they are answered. Asynchrony buys nothing here: it saves what waiting costs, and nobody waits for"
                + " anything but the one core, which gives " + 1_000 / Bench.HASH_MS + " answers a second at the most,"
                + " whoever serves them. What differs is the order: threads that take turns on the core are all late"
                + " together, and where one request is finished before the next is begun, some are early.";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Loaded.THROUGHPUT, Loaded.CPU, Loaded.P50, Loaded.P99.untold(), Loaded.ERRORS);
    }

    @Override
    public List<Plot> plots() {
        return List.of(Plot.bars("Answers a second, one core", Loaded.THROUGHPUT.id()));
    }

    @Override
    public List<Point> points(Effort effort) {
        return List.of(Point.of("%,d connections", CONNECTIONS));
    }

    /** They hardly differ, so that some of each kind show it. */
    @Override
    public List<? extends Server> servers(Effort effort) {
        return effort.someServers();
    }

    private static double seconds(Effort effort) {
        return effort == Effort.STANDARD ? LEAST_SECONDS : effort.seconds();
    }

    @Override
    public boolean takesLastingServers() {
        return true;
    }

    @Override
    Order order(String url, Point point, Effort effort) {
        return new Order(url + "hash", (int) point.x(), 0, HASH_BYTES, SKIP_SECONDS, seconds(effort));
    }

    @Override
    List<Order> warmUp(String url, Effort effort) {
        return List.of(new Order(url + "hash", CONNECTIONS, 0, HASH_BYTES, 0, effort.warmUpSeconds()));
    }
}
