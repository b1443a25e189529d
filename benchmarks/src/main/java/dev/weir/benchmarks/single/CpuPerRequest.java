package dev.weir.benchmarks.single;

import dev.weir.benchmarks.load.ProcFs;
import dev.weir.benchmarks.load.Wrk;
import dev.weir.benchmarks.servers.Peer;
import dev.weir.benchmarks.servers.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * CPU time of the server for each request, beside its peers: server on core 0, load on core 1, in turns.
 *
 * <pre>
 * mvn -q install -DskipTests &amp;&amp; mvn -q -f benchmarks/pom.xml package
 * java -cp benchmarks/target/benchmarks.jar dev.weir.benchmarks.single.CpuPerRequest [ROUNDS] [SECONDS]
 * </pre>
 *
 * Needs Linux, taskset, cc and wrk; nginx and varnishd take part where they are installed.
 */
public final class CpuPerRequest {
    private static final int BODY_BYTES = 1024;
    private static final int CONNECTIONS = 64;
    /** A JVM on one core compiles beside serving, and takes that long to be done with it. */
    private static final int WARM_UP_SECONDS = 20;

    private static final String FLOOR = "C epoll loop, canned bytes";
    private static final String RAW = "raw Vert.x, same fields";
    private static final String HANDLER = "Weir, routed handler";
    private static final String HIT = "Weir proxy, hit";
    private static final String FORWARDING = "Weir, forwarding";
    private static final String NGINX_HIT = "nginx, hit";
    private static final String NGINX_FORWARDING = "nginx, forwarding";
    private static final String VARNISH_HIT = "Varnish, hit";

    private final List<Peer> peers = new ArrayList<>();
    private final Figures microseconds = new Figures();
    private final Figures throughput = new Figures();

    private CpuPerRequest() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
        CpuPerRequest run = new CpuPerRequest();
        try (Workshop workshop = new Workshop()) {
            run.startAll(workshop);
            run.measure(rounds, seconds);
            run.print();
        }
    }

    private void startAll(Workshop workshop) throws IOException, InterruptedException {
        String origin = workshop.origin(BODY_BYTES);
        peers.add(workshop.floor(FLOOR, BODY_BYTES));
        peers.add(workshop.printing(RAW, Peer.java(RawVertxServer.class)));
        peers.add(workshop.printing(HANDLER, Peer.java(WeirHandlerServer.class)));
        peers.add(workshop.printing(HIT, WeirProxy.command("http://127.0.0.1:" + origin, 1)));
        peers.add(workshop.printing(FORWARDING, Peer.java(WeirForwardServer.class, origin)));
        if (Workshop.has("nginx", "nginx-light")) {
            Peer nginx = workshop.nginx(NGINX_HIT, origin, workshop.directory().resolve("nginx.log"));
            peers.add(nginx);
            peers.add(nginx.at(NGINX_FORWARDING, "/forward"));
        }
        if (Workshop.has("varnishd", "varnish")) {
            peers.add(workshop.varnish(VARNISH_HIT, origin, workshop.directory().resolve("varnish.log")));
        }
    }

    private void measure(int rounds, int seconds) throws IOException, InterruptedException {
        for (Peer peer : peers) {
            System.err.println("warming up: " + peer.name());
            Wrk.run(peer.url(), CONNECTIONS, WARM_UP_SECONDS);
        }
        for (int round = 1; round <= rounds; round++) {
            System.err.println("round " + round + " of " + rounds);
            for (Peer peer : peers) {
                double before = ProcFs.cpuSeconds(peer.process());
                Wrk.Result result = Wrk.run(peer.url(), CONNECTIONS, seconds);
                double used = ProcFs.cpuSeconds(peer.process()) - before;
                microseconds.add(peer.name(), used * 1e6 / result.requests());
                throughput.add(peer.name(), result.requests() / result.seconds());
            }
        }
    }

    private void print() {
        System.out.println("| server | CPU a request, µs: median (least to most) | requests/s, median |");
        System.out.println("|---|---|---|");
        for (String server : microseconds.servers()) {
            System.out.printf(
                    Locale.ROOT, "| %s | %s | %,.0f |%n", server, microseconds.spread(server, "%.2f"), throughput.median(server));
        }
        System.out.println();
        System.out.println(microseconds.ratio(HANDLER, RAW, "at most 1.10"));
        System.out.println(microseconds.ratio(HIT, RAW, "at most 1.25"));
        System.out.println(microseconds.ratio(HIT, NGINX_HIT, "at most 0.80"));
        System.out.println(microseconds.ratio(HIT, VARNISH_HIT, "at most 0.45"));
        System.out.println(microseconds.ratio(HIT, FLOOR, ""));
        System.out.println(microseconds.ratio(FORWARDING, NGINX_FORWARDING, "at most 1.10"));
    }
}
