package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.load.H2load;
import dev.weir.benchmarks.load.ProcFs;
import dev.weir.benchmarks.load.Wrk;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.scenarios.Hits.Case;
import dev.weir.benchmarks.scenarios.Hits.Instance;
import dev.weir.benchmarks.scenarios.Hits.Way;
import dev.weir.benchmarks.servers.Bench;
import dev.weir.benchmarks.servers.Peer;
import dev.weir.benchmarks.servers.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Caches before one origin, each in a process for every {@link Instance} that is asked something. */
final class HitsContest implements Scenario.Contest {

    /** Of a turn's seconds: with more CPU time than that, the origin was asked for what should have been a hit. */
    private static final double ORIGIN_AT_REST = 0.05;

    private static final double TURN_OF_TICKS = 0.02;

    private final Hits scenario;
    private final Bench bench;
    private final Effort effort;
    private final Peer origin;
    private final Path misses;
    private final Map<Server, Map<Instance, Peer>> peers = new HashMap<>();
    private int turns;

    HitsContest(Hits scenario, Bench bench, Effort effort) throws IOException, InterruptedException {
        this.scenario = scenario;
        this.bench = bench;
        this.effort = effort;
        this.origin = bench.workshop().originByPath();
        this.misses = bench.workshop().file("misses.lua");
    }

    @Override
    public void ready(Server server) throws IOException, InterruptedException {
        try {
            for (Instance instance : Instance.values()) {
                warmUp(server, instance);
            }
        } catch (IOException e) {
            end(server); // it does not take part, and shall not disturb those who do
            throw e;
        }
    }

    private void end(Server server) throws InterruptedException {
        Map<Instance, Peer> started = peers.remove(server);
        if (started != null) {
            for (Peer peer : started.values()) {
                peer.close();
            }
        }
    }

    private void warmUp(Server server, Instance instance) throws IOException, InterruptedException {
        List<Case> asked = Hits.cases(effort).stream()
                .filter(one -> one.way().instance() == instance)
                .filter(one -> scenario.leftOut(effort, server, one.point()).isEmpty())
                .toList();
        if (asked.isEmpty()) {
            return;
        }
        boolean secure = instance == Instance.SECURE_HITS;
        Peer peer = (secure ? server.overTls().orElseThrow() : server).start(bench, origin.port());
        peers.computeIfAbsent(server, any -> new EnumMap<>(Instance.class)).put(instance, peer);
        if (secure) {
            // h2load does not stand handshakes as slow as a JVM's first ones.
            load(peer, new Case(Hits.KIB, Way.TLS), 1);
        }
        List<WarmUp.Step> kinds = new ArrayList<>();
        for (Case one : asked) {
            kinds.add(() -> load(peer, one, Hits.warmUpSeconds(one)));
            if (one.way() == Way.PASS) {
                // A cache remembers for a while what it may not store, and finds that out anew afterwards.
                kinds.add(() -> loadPages(peer, one, 1));
            }
        }
        WarmUp.run(peer, Hits.warmUpSteps(effort), kinds);
    }

    @Override
    public Turn turn(Server server, Point point) throws IOException, InterruptedException {
        Case one = Hits.caseOf(point);
        Peer peer = peer(server, one);
        int seconds = Hits.seconds(effort, one);
        double originBefore = ProcFs.cpuSeconds(origin.process());
        WarmUp.Used before = WarmUp.Used.by(peer.process());
        Wrk.Result result = load(peer, one, seconds);
        WarmUp.Used after = WarmUp.Used.by(peer.process());
        double originUsed = ProcFs.cpuSeconds(origin.process()) - originBefore;
        if (one.way().isHit() && originUsed > ORIGIN_AT_REST * seconds + TURN_OF_TICKS) {
            throw new IOException(String.format(
                    Locale.ROOT, "these were no hits: the origin had %.2f s of CPU time", originUsed));
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        double answers = answers(result, one.bytes());
        double used = after.all() - before.all();
        figures.put(Hits.THROUGHPUT.id(), answers / result.seconds());
        if (used >= Loaded.LEAST_CPU_SECONDS) {
            figures.put(Hits.CPU.id(), used / answers * 1e6);
            if (one.bytes() > Hits.KIB) {
                figures.put(Hits.MEBIBYTES.id(), answers * one.bytes() / used / Hits.MIB);
            }
            figures.put(Hits.COMPILING.id(), after.compilingSince(before) * 100);
        }
        figures.put(Loaded.MEMORY.id(), ProcFs.residentBytes(peer.process()) / (double) Hits.MIB);
        return new Turn(figures);
    }

    private Peer peer(Server server, Case one) {
        return peers.get(server).get(one.way().instance());
    }

    @Override
    public Optional<Peer> peer(Server server, Point point) {
        return Optional.of(peer(server, Hits.caseOf(point)));
    }

    /** Large ones are counted by their bytes, since many of them are under way when the time is up. */
    static double answers(Wrk.Result result, int bytes) {
        return bytes >= Hits.MIB ? result.bytes() / bytes : result.requests();
    }

    private Wrk.Result load(Peer peer, Case one, int seconds) throws IOException, InterruptedException {
        if (one.way() == Way.MISS) {
            return loadPages(peer, one, seconds);
        }
        String url = url(peer, one);
        int connections = connections(one);
        if (one.way() == Way.HTTP2) {
            int streams = one.bytes() >= Hits.MIB ? 2 : 10;
            return H2load.run(url, connections, streams, seconds).of(one.bytes(), connections * streams);
        }
        return Wrk.run(url, connections, seconds).of(one.bytes(), connections);
    }

    /** For pages that nobody has asked for before. */
    private Wrk.Result loadPages(Peer peer, Case one, int seconds) throws IOException, InterruptedException {
        String url = url(peer, one) + "?turn=" + ++turns + "&page=";
        return Wrk.run(url, connections(one), seconds, misses).of(one.bytes(), connections(one));
    }

    private static String url(Peer peer, Case one) {
        return peer.url() + (one.way() == Way.PASS ? "forward/" : "") + one.bytes();
    }

    /** Many ask, but for what is large, of which each of many would have had but a part when the time is up. */
    private static int connections(Case one) {
        return one.bytes() >= Hits.MIB ? 4 : one.way() == Way.PLAIN ? 64 : 16;
    }

    @Override
    public void close() throws InterruptedException {
        for (Server server : List.copyOf(peers.keySet())) {
            end(server);
        }
        origin.close();
    }
}
