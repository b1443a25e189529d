package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.report.Metric;
import dev.weir.benchmarks.report.Plot;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.servers.Bench;
import dev.weir.benchmarks.servers.Caches;
import dev.weir.benchmarks.servers.Server;
import dev.weir.benchmarks.servers.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a cache costs: hits by size and by protocol, and what it has to fetch. */
public final class Hits implements Scenario {
    static final Metric CPU = Metric.less("cpu", "CPU time of the server", "µs an answer");
    static final Metric MEBIBYTES = Metric.more("mebibytes", "Content", "MiB a second of CPU time").untold();
    static final Metric THROUGHPUT = Metric.more("throughput", "Answers", "a second").untold();
    static final Metric COMPILING = Metric.less("compiling", "Java's compilers", "% of the CPU time").untold();

    static final int KIB = 1 << 10;
    static final int MIB = 1 << 20;

    /** The processes of a cache; none carries what another was asked, in its memory or its compiled code. */
    enum Instance {
        HITS,
        SECURE_HITS,
        FETCHES
    }

    /** How an answer comes. */
    enum Way {
        PLAIN("", Instance.HITS),
        TLS(", TLS", Instance.SECURE_HITS),
        HTTP2(", HTTP/2", Instance.SECURE_HITS),
        /** Nobody has asked for it before, so that it is fetched and stored. */
        MISS(", a miss", Instance.FETCHES),
        /** It may not be stored. */
        PASS(", passed through", Instance.FETCHES);

        private final String label;
        private final Instance instance;

        Way(String label, Instance instance) {
            this.label = label;
            this.instance = instance;
        }

        Instance instance() {
            return instance;
        }

        boolean isHit() {
            return instance != Instance.FETCHES;
        }

        boolean isSecure() {
            return instance == Instance.SECURE_HITS;
        }
    }

    /** What is asked at a point. */
    record Case(int bytes, Way way) {
        Point point() {
            String size = bytes >= MIB ? bytes / MIB + " MiB" : bytes / KIB + " KiB";
            return new Point(size + way.label, bytes);
        }
    }

    private static final Case SMALL = new Case(KIB, Way.PLAIN);
    private static final Case MEDIUM = new Case(100 * KIB, Way.PLAIN);
    private static final Case MEDIUM_TLS = new Case(100 * KIB, Way.TLS);
    private static final Case LARGE_HTTP2 = new Case(10 * MIB, Way.HTTP2);
    private static final Case MISS = new Case(KIB, Way.MISS);
    private static final Case PASS = new Case(KIB, Way.PASS);

    private static final List<Case> ALL = List.of(
            SMALL,
            MEDIUM,
            new Case(10 * MIB, Way.PLAIN),
            new Case(KIB, Way.TLS),
            MEDIUM_TLS,
            new Case(10 * MIB, Way.TLS),
            new Case(KIB, Way.HTTP2),
            new Case(100 * KIB, Way.HTTP2),
            LARGE_HTTP2,
            PASS,
            MISS);

    static List<Case> cases(Effort effort) {
        return effort.choose(
                List.of(SMALL, MEDIUM_TLS, LARGE_HTTP2, PASS, MISS), List.of(SMALL), ALL, ALL);
    }

    @Override
    public String id() {
        return "hits";
    }

    @Override
    public String title() {
        return "Cached hits, misses and pass-through";
    }

    @Override
    public String text() {
        return "What a cache costs that has the answer, by its size, over HTTP/1.1, over TLS (HTTP/1.1) and over HTTP/2"
                + " (TLS); and where it has to ask: for what it may store and nobody has asked for before, and for what"
                + " it may not store. Closed loops over HTTP/1.1 by wrk, over HTTP/2 by h2load. What counts is the CPU time"
                + " of the server for each answer; answers a second are limited by the load, too, where contents are"
                + " large. At 1 KiB it is reading requests and writing heads that is compared, at 10 MiB moving bytes."
                + " The loop in C reads nothing of a request but a number in its target: what is below it can be had by"
                + " nobody on this kernel, unless its bytes are not copied. A turn of hits in which the origin was"
                + " asked does not count. The compilers' share says how much of a JVM's figure will pass.";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(CPU, MEBIBYTES, THROUGHPUT, COMPILING, Loaded.MEMORY.untold());
    }

    @Override
    public List<Plot> plots() {
        return List.of(Plot.panels("CPU time of the server for each answer, µs", CPU.id()));
    }

    @Override
    public List<Point> points(Effort effort) {
        return cases(effort).stream().map(Case::point).toList();
    }

    @Override
    public List<? extends Server> servers(Effort effort) {
        List<Server> all = new ArrayList<>(Caches.all());
        all.add(Caches.FLOOR);
        return effort.choose(
                all,
                List.of(Caches.WEIR_PROXY, Caches.NGINX, Caches.VARNISH),
                all,
                all);
    }

    @Override
    public Optional<String> leftOut(Effort effort, Server server, Point point) {
        Case one = caseOf(point);
        Way way = one.way();
        if (way.isSecure() && server.overTls().isEmpty()) {
            return Optional.of("it has neither TLS nor HTTP/2");
        }
        if (!way.isHit() && server == Caches.FLOOR) {
            return Optional.of("it never asks an origin");
        }
        if (effort == Effort.STANDARD && server == Caches.VERTX_HTTP_PROXY && (way.isSecure() || one.bytes() >= MIB)) {
            // A JVM more to warm up, for what shows how Netty writes and encrypts once more.
            return Optional.of("only a full run takes it there: benchmarks/run full hits");
        }
        if (way.isSecure() && Workshop.missing("openssl", "openssl").isPresent()) {
            return Workshop.missing("openssl", "openssl");
        }
        return way == Way.HTTP2 ? Workshop.missing("h2load", "nghttp2-client") : Workshop.missing("wrk", "wrk");
    }

    static Case caseOf(Point point) {
        return ALL.stream()
                .filter(one -> one.point().equals(point))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(point.label()));
    }

    /** The load counts in whole seconds; with the largest answers a server has too little to do to be counted in one. */
    static int seconds(Effort effort, Case one) {
        int seconds = (int) Math.max(1, effort.seconds());
        return one.bytes() >= MIB && effort != Effort.SMOKE ? seconds * 2 : seconds;
    }

    /** The most steps of warming up. */
    static int warmUpSteps(Effort effort) {
        return effort.choose(1, 3, 5, 8);
    }

    /** Of each step: the way to the origin and back is longer than others, and compilers take longer to be done with it. */
    static int warmUpSeconds(Case one) {
        return one.way().isHit() ? 1 : 2;
    }

    @Override
    public double turnSeconds(Effort effort, Point point) {
        return seconds(effort, caseOf(point)) + 0.2;
    }

    @Override
    public double readySeconds(Effort effort) {
        // Who has no compilers needs one step, some have not every case, and of most the compilers are done sooner.
        double step = cases(effort).stream().mapToInt(Hits::warmUpSeconds).sum();
        return step * 0.16 * (warmUpSteps(effort) + 1) + 4;
    }

    @Override
    public Contest open(Bench bench, Effort effort) throws IOException, InterruptedException {
        return new HitsContest(this, bench, effort);
    }
}
