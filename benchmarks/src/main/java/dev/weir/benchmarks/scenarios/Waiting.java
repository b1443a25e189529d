package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.load.OpenLoad.Order;
import dev.weir.benchmarks.report.Metric;
import dev.weir.benchmarks.report.Plot;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.servers.Bench;
import java.util.List;

/** Handlers that wait for somebody else, as most do: what each connection more that waits costs a server. */
public final class Waiting extends LoadedScenario {
    private static final double SKIP_SECONDS = 0.1;

    /** So few that the memory of small numbers of connections can still be told. */
    private static final int WARM_UP_CONNECTIONS = 200;

    /** With more than are warmed up with, what is compiled at first is left out of what counts. */
    private static final double SKIP_SECONDS_OF_MORE = 1;

    /** So many connections ask in waves at first, one after each wait: what is counted has to be several waves long. */
    private static final int MANY = 10_000;

    private static final double LEAST_SECONDS_OF_MANY = 2;

    /** At so many the core begins to be busy. */
    private static final int MORE = 1_000;

    @Override
    public String id() {
        return "waiting";
    }

    @Override
    public String title() {
        return "Waiting";
    }

    @Override
    public String text() {
        return "The handler asks another server, which answers after " + Bench.ORIGIN_DELAY_MS + " ms, and passes its "
                + Bench.ORIGIN_BYTES + " bytes on. Every connection asks again as soon as it is answered, so that ten"
                + " connections can have 100 answers a second, and ten thousand 100,000 if the server's one core could"
                + " do so much. A pool of 200 threads can have 2,000 waiting requests answered in a second, whatever the"
                + " core could do; who comes later queues for a thread. An event loop and virtual threads wait without"
                + " a thread of the system, until the core is busy.";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Loaded.THROUGHPUT,
                Loaded.P50,
                Loaded.P99,
                Loaded.P999,
                Loaded.MEMORY,
                Loaded.THREADS,
                Loaded.CPU,
                Loaded.ERRORS);
    }

    @Override
    public List<Plot> plots() {
        return List.of(
                Plot.lines("Answers a second, one core", Loaded.THROUGHPUT.id(), "connections"),
                Plot.lines("Resident memory, MiB", Loaded.MEMORY.id(), "connections"),
                Plot.lines("Latency, p99, ms", Loaded.P99.id(), "connections"));
    }

    @Override
    public List<Point> points(Effort effort) {
        List<Integer> connections = effort.choose(
                List.of(100),
                List.of(100, 1_000),
                List.of(10, 100, 1_000, 10_000),
                List.of(10, 100, 1_000, 3_000, 10_000));
        return connections.stream()
                .map(many -> Point.of("%,d connections", many))
                .toList();
    }

    private static double seconds(Effort effort, Point point) {
        return point.x() >= MANY ? Math.max(LEAST_SECONDS_OF_MANY, effort.seconds()) : effort.seconds();
    }

    /** All of them: so little is asked for that the compilers' share of it stays high. */
    @Override
    public double readySeconds(Effort effort) {
        return effort.warmUpSteps() * effort.warmUpSeconds();
    }

    /** Few connections ask for too little for the compilers, and more would show in the memory for few. */
    @Override
    int warmUpSteps(Effort effort) {
        return (effort.warmUpSteps() + 1) / 2;
    }

    @Override
    boolean isWarmedUpAt(Point point) {
        return point.x() == MORE;
    }

    @Override
    public boolean takesLastingServers() {
        return true;
    }

    @Override
    Order order(String url, Point point, Effort effort) {
        double skip = point.x() <= MORE ? SKIP_SECONDS : SKIP_SECONDS_OF_MORE;
        return new Order(url + "wait", (int) point.x(), 0, Bench.ORIGIN_BYTES, skip, seconds(effort, point));
    }

    @Override
    List<Order> warmUp(String url, Effort effort) {
        return List.of(
                new Order(url + "wait", WARM_UP_CONNECTIONS, 0, Bench.ORIGIN_BYTES, 0, effort.warmUpSeconds()));
    }
}
