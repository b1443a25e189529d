package dev.weir.benchmarks.single;

import dev.weir.benchmarks.load.H2load;
import dev.weir.benchmarks.load.ProcFs;
import dev.weir.benchmarks.load.Wrk;
import dev.weir.benchmarks.servers.Peer;
import dev.weir.benchmarks.servers.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Bytes that a cache sends for each second of CPU time, by the size of what is stored, and over HTTP/2: server on core 0,
 * load on core 1, in turns.
 *
 * <pre>
 * mvn -q install -DskipTests &amp;&amp; mvn -q -f benchmarks/pom.xml package
 * java -cp benchmarks/target/benchmarks.jar dev.weir.benchmarks.single.CachedHits [ROUNDS] [SECONDS]
 * </pre>
 *
 * Needs Linux, taskset, cc and wrk, for HTTP/2 openssl and h2load; nginx and varnishd take part where they are installed.
 */
public final class CachedHits {
    private static final Map<String, Integer> SIZES = new LinkedHashMap<>();

    static {
        SIZES.put("1 KiB", 1 << 10);
        SIZES.put("100 KiB", 100 << 10);
        SIZES.put("10 MiB", 10 << 20);
    }

    private static final int WARM_UP_STEP = 5;
    private static final int MOST_WARM_UP_STEPS = 16;

    /** Of the CPU time; with more of it, what is measured is Java's compilers. */
    private static final double COMPILING = 0.04;

    private static final int STREAMS = 10;
    private static final double MIB = 1 << 20;

    /** A server that answers with so many bytes, and what loads it. */
    private record Case(String size, Peer peer, boolean http2, int bytes) {
        String name() {
            return peer.name() + ", " + size + (http2 ? ", HTTP/2" : "");
        }

        Wrk.Result load(int seconds) throws IOException, InterruptedException {
            int connections = bytes > 1 << 10 ? 16 : 64;
            return http2
                    ? H2load.run(peer.url(), 16, STREAMS, seconds)
                    : Wrk.run(peer.url(), connections, seconds);
        }
    }

    private final List<Case> cases = new ArrayList<>();
    private final Figures mebibytes = new Figures();

    private CachedHits() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
        CachedHits run = new CachedHits();
        try (Workshop workshop = new Workshop()) {
            run.startAll(workshop);
            run.measure(rounds, seconds);
            run.print();
        }
    }

    private void startAll(Workshop workshop) throws IOException, InterruptedException {
        boolean http2 = Workshop.has("h2load", "nghttp2-client") && Workshop.has("openssl", "openssl");
        boolean nginx = Workshop.has("nginx", "nginx-light");
        boolean varnish = Workshop.has("varnishd", "varnish");
        if (http2) {
            workshop.makeCertificate();
        }
        for (Map.Entry<String, Integer> size : SIZES.entrySet()) {
            String origin = workshop.origin(size.getValue());
            String uri = "http://127.0.0.1:" + origin;
            add(size, workshop.printing("Weir", WeirProxy.command(uri, 1)), false);
            if (http2) {
                Peer weir = workshop.printing(
                        "Weir", WeirProxy.command(uri, 1, workshop.certificate(), workshop.key()));
                add(size, weir.under("Weir", weir.url().replace("http:", "https:")), true);
            }
            if (nginx) {
                Peer peer = workshop.nginx("nginx", origin);
                add(size, peer, false);
                if (http2) {
                    add(size, workshop.overTls(peer, "nginx"), true);
                }
            }
            if (varnish) {
                add(size, workshop.varnish("Varnish", origin), false);
            }
        }
    }

    private void add(Map.Entry<String, Integer> size, Peer peer, boolean http2) {
        cases.add(new Case(size.getKey(), peer, http2, size.getValue()));
    }

    private void measure(int rounds, int seconds) throws IOException, InterruptedException {
        for (Case one : cases) {
            System.err.println("warming up: " + one.name());
            if (one.peer().name().equals("Weir")) {
                compile(one);
            } else {
                one.load(2);
            }
        }
        for (int round = 1; round <= rounds; round++) {
            System.err.println("round " + round + " of " + rounds);
            for (Case one : cases) {
                double before = ProcFs.cpuSeconds(one.peer().process());
                Wrk.Result result = one.load(seconds);
                double used = ProcFs.cpuSeconds(one.peer().process()) - before;
                mebibytes.add(one.name(), result.requests() * (double) one.bytes() / used / MIB);
            }
        }
    }

    /**
     * Loads until Java's compilers have little left to do. How long that takes is a matter of what else the machine does: on
     * a busy one they had half of the CPU time after a quarter of a minute.
     */
    private static void compile(Case one) throws IOException, InterruptedException {
        ProcessHandle process = one.peer().process();
        double share = 1;
        for (int step = 0; step < MOST_WARM_UP_STEPS && share > COMPILING; step++) {
            double compiled = ProcFs.compilerSeconds(process);
            double used = ProcFs.cpuSeconds(process);
            one.load(WARM_UP_STEP);
            share = (ProcFs.compilerSeconds(process) - compiled) / (ProcFs.cpuSeconds(process) - used);
        }
        System.err.printf(Locale.ROOT, "  compilers at last: %.0f %% of the CPU time%n", share * 100);
    }

    private void print() {
        System.out.println("| server | MiB a second of CPU time: median (least to most) |");
        System.out.println("|---|---|");
        for (String name : mebibytes.servers()) {
            System.out.printf(Locale.ROOT, "| %s | %s |%n", name, mebibytes.spread(name, "%,.0f"));
        }
        System.out.println();
        for (String size : SIZES.keySet()) {
            String aim = size.equals("10 MiB") ? "at least 0.90" : "at least 1.00";
            for (String other : List.of("nginx", "Varnish")) {
                System.out.println(mebibytes.ratio("Weir, " + size, other + ", " + size, aim));
            }
            String http2 = size + ", HTTP/2";
            System.out.println(mebibytes.ratio("Weir, " + http2, "nginx, " + http2, "at least 1.00"));
        }
    }
}
