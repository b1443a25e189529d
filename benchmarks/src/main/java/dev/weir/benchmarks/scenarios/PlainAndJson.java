package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.load.OpenLoad.Order;
import dev.weir.benchmarks.report.Metric;
import dev.weir.benchmarks.report.Plot;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.servers.Server;
import java.util.List;

/** Nothing to wait for and next to nothing to do: what a server costs that has its answer at once. */
public final class PlainAndJson extends LoadedScenario {
    private static final int CONNECTIONS = 64;
    private static final double SKIP_SECONDS = 0.1;
    private static final Point PLAIN = new Point("plain text", 0);
    private static final Point JSON = new Point("JSON", 1);
    static final int PLAIN_BYTES = "Hello, World!".length();
    private static final int JSON_BYTES = "{\"message\":\"Hello, World!\"}".length();

    @Override
    public String id() {
        return "plain";
    }

    @Override
    public String title() {
        return "Plain text and JSON";
    }

    @Override
    public String text() {
        return "The handler has its answer at once: 13 bytes of text, or 27 of JSON that is written anew each time. "
                + CONNECTIONS + " connections ask again as soon as they are answered, so that the server's core is busy"
                + " all the time. Nothing here is waited for, and a thread for each request is no burden; what is"
                + " compared is the cost of reading and writing HTTP, and of handing a request from thread to thread.";
    }

    @Override
    public List<Metric> metrics() {
        return Loaded.OF_SATURATION;
    }

    @Override
    public List<Plot> plots() {
        return List.of(
                Plot.bars("Answers a second, one core", Loaded.THROUGHPUT.id()),
                Plot.bars("CPU time of the server for each request, µs", Loaded.CPU.id()));
    }

    @Override
    public List<Point> points(Effort effort) {
        return effort == Effort.QUICK ? List.of(PLAIN) : List.of(PLAIN, JSON);
    }

    @Override
    public List<? extends Server> servers(Effort effort) {
        return effort.someServers();
    }

    @Override
    Order order(String url, Point point, Effort effort) {
        return order(url, point, SKIP_SECONDS, effort.seconds());
    }

    @Override
    List<Order> warmUp(String url, Effort effort) {
        double half = effort.warmUpSeconds() / 2;
        return List.of(order(url, PLAIN, 0, half), order(url, JSON, 0, half));
    }

    private static Order order(String url, Point point, double skip, double seconds) {
        return point.equals(PLAIN)
                ? new Order(url + "plain", CONNECTIONS, 0, PLAIN_BYTES, skip, seconds)
                : new Order(url + "json", CONNECTIONS, 0, JSON_BYTES, skip, seconds);
    }
}
