package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.load.OpenLoad;
import dev.weir.benchmarks.load.ProcFs;
import dev.weir.benchmarks.load.Watch;
import dev.weir.benchmarks.report.Metric;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.servers.Bench;
import dev.weir.benchmarks.servers.Lineup;
import dev.weir.benchmarks.servers.Peer;
import dev.weir.benchmarks.servers.Server;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A contest of servers that run all the while and are put under load in turns. */
class Loaded implements Scenario.Contest {
    static final Metric THROUGHPUT = Metric.more("throughput", "Answers", "a second");
    static final Metric CPU = Metric.less("cpu", "CPU time of the server", "µs a request");
    static final Metric P50 = Metric.less("p50", "Latency, median", "ms").untold();
    static final Metric P99 = Metric.less("p99", "Latency, p99", "ms");
    static final Metric P999 = Metric.less("p999", "Latency, p99.9", "ms").untold();
    static final Metric ERRORS = Metric.less("errors", "Errors", "").untold();
    static final Metric THREADS = Metric.less("threads", "Threads", "").untold();
    static final Metric MEMORY = Metric.less("memory", "Resident memory", "MiB");

    /** What tells where the core is busy all the time, so that latency only follows from the number of connections. */
    static final List<Metric> OF_SATURATION =
            List.of(THROUGHPUT, CPU, P50.untold(), P99.untold(), MEMORY.untold(), ERRORS);

    /** Below it, the clock ticks of /proc, a hundredth of a second each, are too coarse to tell time for each request. */
    static final double LEAST_CPU_SECONDS = 0.2;

    /** More than a server has open that nobody asks: its connections to the origin, its jars. */
    private static final int IDLE_FILES = 6_000;

    private static final int LOOKS = 200;
    private static final long LOOK_MS = 50;
    private static final double MIB = 1 << 20;

    final Bench bench;
    final Effort effort;
    private final LoadedScenario scenario;
    private final Lineup lineup;
    private final Map<Server, Peer> peers = new HashMap<>();
    private final Set<Warmed> warmed = new HashSet<>();

    /** A server that has been warmed up for a point. */
    private record Warmed(Server server, Point point) {}

    Loaded(LoadedScenario scenario, Bench bench, Effort effort) {
        this.scenario = scenario;
        this.bench = bench;
        this.effort = effort;
        this.lineup = scenario.takesLastingServers() ? bench.lasting() : new Lineup(this::start);
    }

    @Override
    public final void ready(Server server) throws IOException, InterruptedException {
        try {
            Peer peer = lineup.get(server);
            peers.put(server, peer);
            warm(peer);
        } catch (IOException e) {
            lineup.end(server); // it does not take part, and shall not disturb those who do
            throw e;
        }
    }

    /** Starts a server that does not outlast this contest. */
    Peer start(Server server) throws IOException, InterruptedException {
        return bench.startBeforeWaitingOrigin(server);
    }

    /** Warms a server up. */
    void warm(Peer peer) throws IOException, InterruptedException {
        WarmUp.run(peer, scenario.warmUpSteps(effort), List.of(() -> step(peer)));
    }

    private void step(Peer peer) throws IOException, InterruptedException {
        for (OpenLoad.Order order : scenario.warmUp(peer.url(), effort)) {
            OpenLoad.Result result = run(order);
            if (result.answers() == 0) {
                throw new IOException(peer.name() + " gives no good answer at " + order.url() + ": "
                        + (result.firstFailure().isEmpty() ? "none at all" : result.firstFailure()));
            }
        }
    }

    @Override
    public final Turn turn(Server server, Point point) throws IOException, InterruptedException {
        Peer peer = peers.get(server);
        if (scenario.isWarmedUpAt(point) && warmed.add(new Warmed(server, point))) {
            letGo(peer);
            int rest = effort.warmUpSteps() - scenario.warmUpSteps(effort);
            WarmUp.run(peer, rest, List.of(() -> run(scenario.order(peer.url(), point, effort))));
        }
        letGo(peer);
        return load(peer, point);
    }

    @Override
    public final Optional<Peer> peer(Server server, Point point) {
        return Optional.of(peers.get(server));
    }

    /** A turn of a server that has let go of the turn before. */
    Turn load(Peer peer, Point point) throws IOException, InterruptedException {
        double before = ProcFs.cpuSeconds(peer.process());
        try (Watch watch = new Watch(peer.process())) {
            OpenLoad.Result result = run(scenario.order(peer.url(), point, effort));
            double used = ProcFs.cpuSeconds(peer.process()) - before;
            return new Turn(figures(result, used, watch), result.firstError());
        }
    }

    OpenLoad.Result run(OpenLoad.Order order) throws IOException, InterruptedException {
        return OpenLoad.run(bench.workshop().compiled("openload"), order);
    }

    /** Waits until a server has closed the connections of the turn before, which may be as many as it can have files. */
    private static void letGo(Peer peer) throws IOException, InterruptedException {
        for (int looks = 0; looks < LOOKS && ProcFs.openFiles(peer.process()) > IDLE_FILES; looks++) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    private static Map<String, Double> figures(OpenLoad.Result result, double cpuSeconds, Watch watch) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(THROUGHPUT.id(), result.perSecond());
        if (cpuSeconds >= LEAST_CPU_SECONDS && result.allAnswers() > 0) {
            figures.put(CPU.id(), cpuSeconds / result.allAnswers() * 1e6);
        }
        if (result.answers() > 0) {
            figures.put(P50.id(), result.p50() / 1e3);
            figures.put(P99.id(), result.p99() / 1e3);
            figures.put(P999.id(), result.p999() / 1e3);
        }
        figures.put(ERRORS.id(), (double) result.errors());
        figures.put(THREADS.id(), (double) watch.threads());
        figures.put(MEMORY.id(), watch.residentBytes() / MIB);
        return figures;
    }

    @Override
    public void close() throws InterruptedException {
        if (!scenario.takesLastingServers()) {
            lineup.close();
        }
    }
}
