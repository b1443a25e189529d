package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.load.H2load;
import dev.weir.benchmarks.load.ProcFs;
import dev.weir.benchmarks.load.Wrk;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.scenarios.Hits.Case;
import dev.weir.benchmarks.scenarios.Hits.Way;
import dev.weir.benchmarks.servers.Bench;
import dev.weir.benchmarks.servers.Peer;
import dev.weir.benchmarks.servers.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Caches before one origin, each in one process over plain TCP and in another over TLS. */
final class HitsContest implements Scenario.Contest {

    /** Of a turn's seconds: with more CPU time than that, the origin was asked for what should have been a hit. */
    private static final double ORIGIN_AT_REST = 0.05;

    private static final double TURN_OF_TICKS = 0.02;

    private final Hits scenario;
    private final Bench bench;
    private final Effort effort;
    private final Peer origin;
    private final Path misses;
    private final Map<Server, Peer> plain = new HashMap<>();
    private final Map<Server, Peer> secure = new HashMap<>();
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
            warmUp(server, plain, server, false);
            if (server.overTls().isPresent()) {
                warmUp(server, secure, server.overTls().get(), true);
            }
        } catch (IOException e) {
            end(server, plain); // it does not take part, and shall not disturb those who do
            end(server, secure);
            throw e;
        }
    }

    private static void end(Server server, Map<Server, Peer> peers) throws InterruptedException {
        Peer peer = peers.remove(server);
        if (peer != null) {
            peer.close();
        }
    }

    private void warmUp(Server server, Map<Server, Peer> peers, Server started, boolean overTls)
            throws IOException, InterruptedException {
        List<Case> asked = Hits.cases(effort).stream()
                .filter(one -> one.way().isSecure() == overTls)
                .filter(one -> scenario.leftOut(effort, server, one.point()).isEmpty())
                .toList();
        if (asked.isEmpty()) {
            return;
        }
        Peer peer = started.start(bench, origin.port());
        peers.put(server, peer);
        if (overTls) {
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
        // Misses first, so that what shall be hit is stored when this is over.
        Collections.reverse(kinds);
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
        return (one.way().isSecure() ? secure : plain).get(server);
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
        for (Map<Server, Peer> peers : List.of(plain, secure)) {
            for (Peer peer : peers.values()) {
                peer.close();
            }
        }
        origin.close();
    }
}
