package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.load.OpenLoad.Order;
import dev.weir.benchmarks.report.Metric;
import dev.weir.benchmarks.report.Plot;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.servers.Bench;
import dev.weir.benchmarks.servers.Server;
import java.util.List;

/** The same waiting at rates that do not ask how the server fares: those who come while it is busy queue, and it shows. */
public final class FixedRate extends LoadedScenario {
    private static final int CONNECTIONS = 1_000;
    private static final int WARM_UP_CONNECTIONS = 200;
    private static final double SKIP_SECONDS = 0.5;

    @Override
    public String id() {
        return "rate";
    }

    @Override
    public String title() {
        return "Waiting, at fixed rates";
    }

    @Override
    public String text() {
        return "The handler waits " + Bench.ORIGIN_DELAY_MS + " ms for another server, as above, but users do not wait"
                + " for one another: requests are due at a fixed rate over a"
                + " thousand connections, and their time counts from when they were due. A server that keeps up answers in a"
                + " little more than " + Bench.ORIGIN_DELAY_MS + " ms. One that does not has a queue that grows as long as"
                + " the rate lasts, so that its latencies are those of these few seconds and would grow without end; what"
                + " is not answered a second after the end is an error.";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Loaded.P50,
                Loaded.P99,
                Loaded.P999,
                Loaded.THROUGHPUT.untold(),
                Loaded.CPU,
                Loaded.ERRORS);
    }

    @Override
    public List<Plot> plots() {
        return List.of(
                Plot.lines("Latency from when a request was due, p99, ms", Loaded.P99.id(), "requests a second"));
    }

    @Override
    public List<Point> points(Effort effort) {
        return effort
                .choose(List.of(50), List.of(3_000), List.of(3_000), List.of(1_500, 3_000, 6_000, 12_000))
                .stream()
                .map(rate -> Point.of("%,d a second", rate))
                .toList();
    }

    /** A rate that some keep up with and others do not is shown by some of each kind. */
    @Override
    public List<? extends Server> servers(Effort effort) {
        return effort.someServers();
    }

    /** Those who do not keep up are waited for. */
    @Override
    public double turnSeconds(Effort effort, Point point) {
        return super.turnSeconds(effort, point) + 0.6;
    }

    @Override
    public boolean takesLastingServers() {
        return true;
    }

    @Override
    Order order(String url, Point point, Effort effort) {
        return new Order(
                url + "wait", CONNECTIONS, point.x(), Bench.ORIGIN_BYTES, SKIP_SECONDS, effort.seconds());
    }

    @Override
    List<Order> warmUp(String url, Effort effort) {
        return List.of(
                new Order(url + "wait", WARM_UP_CONNECTIONS, 0, Bench.ORIGIN_BYTES, 0, effort.warmUpSeconds()));
    }
}
