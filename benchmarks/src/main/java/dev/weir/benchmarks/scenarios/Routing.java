package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.load.OpenLoad.Order;
import dev.weir.benchmarks.load.OpenLoad.Result;
import dev.weir.benchmarks.report.Metric;
import dev.weir.benchmarks.report.Plot;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.servers.Bench;
import dev.weir.benchmarks.servers.JvmServer;
import dev.weir.benchmarks.servers.Peer;
import dev.weir.benchmarks.servers.Server;
import dev.weir.benchmarks.servers.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finding one route among many: what each more costs every request. */
public final class Routing extends LoadedScenario {
    private static final int CONNECTIONS = 64;
    private static final double SKIP_SECONDS = 0.2;

    /** The number of a route and an id, five digits each. */
    private static final int ANSWER_BYTES = 10;

    @Override
    public String id() {
        return "routing";
    }

    @Override
    public String title() {
        return "Routing";
    }

    @Override
    public String text() {
        return "A server has many routes, five for each resource of an API: its list, a count, one of them by its id, that"
                + " one's parts, and one part by a second id. All are asked for equally often, in no order, by "
                + CONNECTIONS + " connections that ask again as soon as they are answered; the answer is the number of the"
                + " route and the id. Each number of routes has a process of its own. Reading and writing HTTP is in the"
                + " figures, so that they grow less than those of RoutingBenchmark, which takes the look-up alone. A"
                + " router that tries its routes one after the other pays for each of them.";
    }

    @Override
    public List<Metric> metrics() {
        return Loaded.OF_SATURATION;
    }

    @Override
    public List<Plot> plots() {
        return List.of(
                Plot.lines("CPU time of the server for each request, µs", Loaded.CPU.id(), "routes"),
                Plot.lines("Answers a second, one core", Loaded.THROUGHPUT.id(), "routes"));
    }

    @Override
    public List<Point> points(Effort effort) {
        // Each is a process more to warm up: the least and the most show whether it costs more with their number.
        return effort
                .choose(List.of(10), List.of(1_000), List.of(10, 10_000), List.of(10, 100, 1_000, 10_000))
                .stream()
                .map(count -> Point.of("%,d routes", count))
                .toList();
    }

    @Override
    public List<? extends Server> servers(Effort effort) {
        return Servers.routers();
    }

    @Override
    public double readySeconds(Effort effort) {
        // Each number of routes has a process of its own.
        int more = points(effort).size() - 1;
        return more * startSeconds() + (more + 1) * super.readySeconds(effort);
    }

    @Override
    Order order(String url, Point point, Effort effort) {
        return new Order(url, CONNECTIONS, 0, ANSWER_BYTES, SKIP_SECONDS, effort.seconds());
    }

    @Override
    List<Order> warmUp(String url, Effort effort) {
        return List.of(new Order(url, CONNECTIONS, 0, ANSWER_BYTES, 0, effort.warmUpSeconds()));
    }

    @Override
    public Contest open(Bench bench, Effort effort) throws IOException, InterruptedException {
        Map<Point, Loaded> tables = new LinkedHashMap<>();
        for (Point point : points(effort)) {
            tables.put(point, new Table(bench, effort, (int) point.x()));
        }
        return new Contest() {
            @Override
            public void ready(Server server) throws IOException, InterruptedException {
                for (Loaded table : tables.values()) {
                    table.ready(server);
                }
            }

            @Override
            public Turn turn(Server server, Point point) throws IOException, InterruptedException {
                return tables.get(point).turn(server, point);
            }

            @Override
            public Optional<Peer> peer(Server server, Point point) {
                return tables.get(point).peer(server, point);
            }

            @Override
            public void close() throws InterruptedException {
                for (Loaded table : tables.values()) {
                    table.close();
                }
            }
        };
    }

    /** The servers with one number of routes. */
    private final class Table extends Loaded {
        private final Path routes;
        private final Path paths;

        Table(Bench bench, Effort effort, int count) throws IOException {
            super(Routing.this, bench, effort);
            List<String> table = RouteTable.routes(count);
            this.routes = bench.workshop().lines("routes-" + count, table);
            this.paths = bench.workshop().lines("paths-" + count, RouteTable.paths(table));
        }

        /** Nothing is waited for, so that there is no origin. */
        @Override
        Peer start(Server server) throws IOException, InterruptedException {
            return ((JvmServer) server).withRoutes(routes).start(bench, 0);
        }

        @Override
        Result run(Order order) throws IOException, InterruptedException {
            return super.run(order.over(paths));
        }
    }
}
