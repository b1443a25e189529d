package dev.weir.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * CPU time of the server for each request, beside its peers: server on core 0, load on core 1, in turns.
 *
 * <pre>
 * mvn -q install -DskipTests &amp;&amp; mvn -q -f benchmarks/pom.xml package
 * java -cp benchmarks/target/benchmarks.jar dev.weir.benchmarks.CpuPerRequest [ROUNDS] [SECONDS]
 * </pre>
 *
 * Needs Linux, taskset, cc and wrk; nginx and varnishd take part where they are installed.
 */
public final class CpuPerRequest {
    private static final int BODY_BYTES = 1024;
    private static final int CONNECTIONS = 64;
    /** A JVM on one core compiles beside serving, and takes that long to be done with it. */
    private static final int WARM_UP_SECONDS = 20;

    private static final int SERVER_CORE = 0;
    private static final int LOAD_CORE = 1;

    private final Path dir;
    private final List<Peer> peers = new ArrayList<>();
    private final Map<String, List<Double>> microseconds = new LinkedHashMap<>();
    private final Map<String, List<Double>> throughput = new LinkedHashMap<>();

    private CpuPerRequest(Path dir) {
        this.dir = dir;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
        // Open to the users that nginx and Varnish become when they are started by root.
        Path dir = Files.createTempDirectory("weir-benchmark");
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        CpuPerRequest run = new CpuPerRequest(dir);
        try {
            run.startAll();
            run.measure(rounds, seconds);
            run.print();
        } finally {
            for (Peer peer : run.peers) {
                peer.close();
            }
        }
    }

    private void startAll() throws IOException, InterruptedException {
        Path floor = compileFloor();
        Peer origin = Peer.printing(
                "origin", LOAD_CORE, "/", List.of(floor.toString(), "0", Integer.toString(BODY_BYTES)));
        String originPort = Integer.toString(URI.create(origin.url()).getPort());
        peers.add(origin);

        peers.add(Peer.printing(
                "C epoll loop, canned bytes",
                SERVER_CORE,
                "/",
                List.of(floor.toString(), "0", Integer.toString(BODY_BYTES))));
        peers.add(Peer.printing("raw Vert.x, same fields", SERVER_CORE, "/", Peer.java(RawVertxServer.class)));
        peers.add(Peer.printing("Weir, routed handler", SERVER_CORE, "/", Peer.java(WeirHandlerServer.class)));
        peers.add(Peer.printing(
                "Weir proxy, hit",
                SERVER_CORE,
                "/",
                WeirProxy.command("http://127.0.0.1:" + originPort, 1)));
        peers.add(Peer.printing(
                "Weir, forwarding", SERVER_CORE, "/", Peer.java(WeirForwardServer.class, originPort)));
        if (installed("nginx")) {
            startNginx(originPort);
        }
        if (installed("varnishd")) {
            startVarnish(originPort);
        }
    }

    private void startNginx(String originPort) throws IOException, InterruptedException {
        Path nginxDir = Files.createDirectory(dir.resolve("nginx"));
        int port = Peer.freePort();
        Path conf = configure(
                "nginx.conf", nginxDir, Map.of("DIR", nginxDir.toString(), "PORT", "" + port, "ORIGIN", originPort));
        Peer nginx = Peer.on(
                "nginx, hit", SERVER_CORE, port, "/", List.of("nginx", "-p", nginxDir.toString(), "-c", conf.toString()));
        peers.add(nginx);
        peers.add(nginx.at("nginx, forwarding", "/forward"));
    }

    private void startVarnish(String originPort) throws IOException, InterruptedException {
        int port = Peer.freePort();
        Path vcl = configure("varnish.vcl", dir, Map.of("ORIGIN", originPort));
        peers.add(Peer.on(
                "Varnish, hit",
                SERVER_CORE,
                port,
                "/",
                List.of(
                        "varnishd", "-F", "-n", dir.resolve("varnish").toString(), "-f", vcl.toString(),
                        "-a", "127.0.0.1:" + port, "-s", "malloc,256m", "-t", "86400")));
    }

    private void measure(int rounds, int seconds) throws IOException, InterruptedException {
        List<Peer> measured = peers.subList(1, peers.size());
        for (Peer peer : measured) {
            System.err.println("warming up: " + peer.name());
            Wrk.run(peer.url(), CONNECTIONS, WARM_UP_SECONDS);
        }
        for (int round = 1; round <= rounds; round++) {
            System.err.println("round " + round + " of " + rounds);
            for (Peer peer : measured) {
                double before = ProcFs.cpuSeconds(peer.process());
                Wrk.Result result = Wrk.run(peer.url(), CONNECTIONS, seconds);
                double used = ProcFs.cpuSeconds(peer.process()) - before;
                microseconds
                        .computeIfAbsent(peer.name(), n -> new ArrayList<>())
                        .add(used * 1e6 / result.requests());
                throughput
                        .computeIfAbsent(peer.name(), n -> new ArrayList<>())
                        .add(result.requests() / result.seconds());
            }
        }
    }

    private void print() {
        System.out.println("| server | CPU a request, µs: median (least to most) | requests/s, median |");
        System.out.println("|---|---|---|");
        microseconds.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "| %s | %.2f (%.2f to %.2f) | %,.0f |%n",
                name,
                median(all),
                all.stream().mapToDouble(d -> d).min().orElse(0),
                all.stream().mapToDouble(d -> d).max().orElse(0),
                median(throughput.get(name))));
        System.out.println();
        ratio("Weir, routed handler", "raw Vert.x, same fields", 1.10);
        ratio("Weir proxy, hit", "raw Vert.x, same fields", 1.25);
        ratio("Weir proxy, hit", "nginx, hit", 0.85);
        ratio("Weir proxy, hit", "Varnish, hit", 0.5);
        ratio("Weir proxy, hit", "C epoll loop, canned bytes", Double.NaN);
        ratio("Weir, forwarding", "nginx, forwarding", 1.1);
    }

    private void ratio(String ours, String theirs, double wanted) {
        if (!microseconds.containsKey(theirs)) {
            System.out.println("- " + ours + " / " + theirs + ": not measured, it is not installed");
            return;
        }
        double ratio = median(microseconds.get(ours)) / median(microseconds.get(theirs));
        String aim = Double.isNaN(wanted) ? "" : String.format(Locale.ROOT, " (aim: at most %.2f)", wanted);
        System.out.printf(Locale.ROOT, "- %s / %s = %.2f%s%n", ours, theirs, ratio, aim);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private Path compileFloor() throws IOException, InterruptedException {
        Path source = copy("floor.c", dir);
        Path floor = dir.resolve("floor");
        Process cc = new ProcessBuilder("cc", "-O2", "-o", floor.toString(), source.toString())
                .inheritIO()
                .start();
        if (cc.waitFor() != 0) {
            throw new IOException("cc could not compile " + source);
        }
        return floor;
    }

    private static Path configure(String name, Path into, Map<String, String> values) throws IOException {
        Path file = copy(name, into);
        String text = Files.readString(file);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        return Files.writeString(file, text);
    }

    private static Path copy(String name, Path into) throws IOException {
        try (InputStream resource = CpuPerRequest.class.getResourceAsStream("/" + name)) {
            if (resource == null) {
                throw new IOException("not in this jar: " + name);
            }
            Path file = into.resolve(name);
            return Files.writeString(file, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static boolean installed(String program) {
        boolean found = List.of("/usr/sbin", "/usr/bin", "/usr/local/bin").stream()
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
        if (!found) {
            System.err.println(program + " is not installed and is left out; on Debian: apt-get install " + program);
        }
        return found;
    }
}
