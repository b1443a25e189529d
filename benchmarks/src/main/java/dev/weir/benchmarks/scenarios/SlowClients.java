package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.load.Crowd;
import dev.weir.benchmarks.load.OpenLoad.Order;
import dev.weir.benchmarks.load.ProcFs;
import dev.weir.benchmarks.report.Metric;
import dev.weir.benchmarks.report.Plot;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.servers.Bench;
import dev.weir.benchmarks.servers.Peer;
import dev.weir.benchmarks.servers.Server;
import dev.weir.benchmarks.servers.Servers;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Many who hold a connection and hardly read, and one who only wants an answer. */
public final class SlowClients extends LoadedScenario {
    private static final Metric HELD = Metric.more("held", "Clients it had begun to answer, and kept", "").untold();
    private static final Metric EACH = Metric.less("each", "Memory more than at rest, for each client", "KiB");

    private static final int WARM_UP_CONNECTIONS = 16;
    private static final int LARGE_KIB = 128;
    private static final int BYTES_A_SECOND = 1024;
    private static final int RATE = 100;
    private static final int TOO_MANY_FOR_JDK = 10_000;
    private static final double SKIP_SECONDS = 0.2;
    private static final double KIB = 1024;

    @Override
    public String id() {
        return "slow";
    }

    @Override
    public String title() {
        return "Slow clients";
    }

    @Override
    public String text() {
        return "Thousands of clients hold a connection: either all have had an answer and are idle, or all are being sent "
                + LARGE_KIB + " KiB, which they read at " + BYTES_A_SECOND + " bytes a second. Meanwhile one client that"
                + " behaves asks for 13 bytes " + RATE + " times a second on a connection of its own, and its latency"
                + " is measured; an error is a request that was refused, or had no answer a second after the end. A"
                + " handler that blocks until its answer is sent holds its thread: two hundred slow readers hold the whole"
                + " of a pool, and whoever comes later waits until they are done. Memory is the most"
                + " that was resident, less what was when the server was warm and alone, divided by the clients; what the"
                + " kernel keeps in its sockets is not in it, and what a JVM has not yet collected is. A server that has"
                + " begun to answer only few of them needs less, so look at both.";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                HELD, Loaded.P50, Loaded.P99, Loaded.ERRORS, EACH, Loaded.MEMORY.untold(), Loaded.THREADS);
    }

    @Override
    public List<Plot> plots() {
        return List.of(
                Plot.bars("Errors of the client that behaves", Loaded.ERRORS.id()),
                Plot.bars("Its latency, p99, ms", Loaded.P99.id()),
                Plot.bars("Memory more than at rest, for each client, KiB", EACH.id()));
    }

    @Override
    public List<Point> points(Effort effort) {
        return effort == Effort.QUICK ? List.of(slow(effort)) : List.of(idle(effort), slow(effort));
    }

    private static Point idle(Effort effort) {
        return Point.of("%,d idle", clients(effort));
    }

    private static Point slow(Effort effort) {
        return Point.of("%,d reading slowly", clients(effort));
    }

    private static int clients(Effort effort) {
        return effort.choose(100, 2_000, 10_000, 10_000);
    }

    /** A turn takes long, with thousands of connections to be made, so that a standard run takes one of each kind. */
    @Override
    public List<? extends Server> servers(Effort effort) {
        return effort == Effort.STANDARD ? Servers.ofEachKind() : effort.someServers();
    }

    @Override
    public Optional<String> leftOut(Effort effort, Server server, Point point) {
        boolean tooMany = server.name().equals(Servers.JDK_HTTP_SERVER)
                && point.equals(slow(effort))
                && clients(effort) >= TOO_MANY_FOR_JDK;
        return tooMany
                ? Optional.of("it holds 200 KiB for each, runs out of its heap of 2 GiB, and takes no connection any more")
                : Optional.empty();
    }

    @Override
    public double turnSeconds(Effort effort, Point point) {
        double gatheringTenThousand = point.equals(slow(effort)) ? 3.4 : 2.0;
        return super.turnSeconds(effort, point) + gatheringTenThousand * clients(effort) / 10_000 + 0.3;
    }

    @Override
    Order order(String url, Point point, Effort effort) {
        return new Order(url + "plain", 1, RATE, PlainAndJson.PLAIN_BYTES, SKIP_SECONDS, effort.seconds());
    }

    @Override
    List<Order> warmUp(String url, Effort effort) {
        double half = effort.warmUpSeconds() / 2;
        return List.of(
                new Order(url + "plain", WARM_UP_CONNECTIONS, 0, PlainAndJson.PLAIN_BYTES, 0, half),
                new Order(url + "large", WARM_UP_CONNECTIONS, 0, LARGE_KIB << 10, 0, half));
    }

    @Override
    public Contest open(Bench bench, Effort effort) throws IOException, InterruptedException {
        return new Loaded(this, bench, effort) {
            private final Map<Peer, Double> atRest = new HashMap<>();

            @Override
            void warm(Peer peer) throws IOException, InterruptedException {
                super.warm(peer);
                atRest.put(peer, ProcFs.residentBytes(peer.process()) / KIB);
            }

            @Override
            Turn load(Peer peer, Point point) throws IOException, InterruptedException {
                boolean slow = point.equals(slow(effort));
                try (Crowd crowd = Crowd.gather(
                        bench.workshop().compiled("crowd"),
                        peer.url() + (slow ? "large" : "plain"),
                        clients(effort),
                        slow ? BYTES_A_SECOND : 0)) {
                    Turn turn = super.load(peer, point);
                    Map<String, Double> figures = new LinkedHashMap<>(turn.figures());
                    double resident = figures.get(Loaded.MEMORY.id()) * KIB;
                    figures.put(EACH.id(), (resident - atRest.get(peer)) / clients(effort));
                    figures.put(HELD.id(), (double) crowd.disperse());
                    return new Turn(figures, turn.firstFailure());
                }
            }
        };
    }
}
