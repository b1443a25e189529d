package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.load.ProcFs;
import dev.weir.benchmarks.profile.Jcmd;
import dev.weir.benchmarks.profile.StartProfile;
import dev.weir.benchmarks.report.Metric;
import dev.weir.benchmarks.report.Plot;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.report.Profile;
import dev.weir.benchmarks.servers.Bench;
import dev.weir.benchmarks.servers.Peer;
import dev.weir.benchmarks.servers.Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** From the start of the process to the first answer, and what it holds when nobody asks. */
public final class StartUp implements Scenario {
    private static final Metric FIRST = Metric.less("first", "First answer", "ms from the start of the process");
    private static final Metric CPU = Metric.less("cpu", "CPU time up to it", "ms").untold();
    private static final Metric MEMORY = Metric.less("memory", "Resident memory at rest", "MiB");
    private static final Metric CLASSES = Metric.less("classes", "Classes loaded", "").untold();
    private static final Metric THREADS = Metric.less("threads", "Threads at rest", "").untold();

    private static final Point ONLY = new Point("at rest", 0);
    private static final double REST_SECONDS = 0.5;
    private static final double START_AND_END_SECONDS = 1.6;
    private static final double MIB = 1 << 20;

    @Override
    public String id() {
        return "startup";
    }

    @Override
    public String title() {
        return "Start-up, and memory at rest";
    }

    @Override
    public String text() {
        return "From the start of the process, on one core, to the whole of the first answer to /plain; and the resident"
                + " memory half a second later, when nobody asks any more. Most of both is the JVM's own. Nothing is tuned for"
                + " it: no class data sharing of the application's own, no ahead-of-time compilation.";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(FIRST, CPU, CLASSES, MEMORY, THREADS);
    }

    @Override
    public List<Plot> plots() {
        return List.of(
                Plot.bars("First answer, ms from the start of the process", FIRST.id()),
                Plot.bars("Resident memory at rest, MiB", MEMORY.id()));
    }

    @Override
    public List<Point> points(Effort effort) {
        return List.of(ONLY);
    }

    @Override
    public List<? extends Server> servers(Effort effort) {
        return effort.someServers();
    }

    @Override
    public double turnSeconds(Effort effort, Point point) {
        return REST_SECONDS + START_AND_END_SECONDS;
    }

    @Override
    public double readySeconds(Effort effort) {
        return START_AND_END_SECONDS;
    }

    @Override
    public Contest open(Bench bench, Effort effort) throws IOException, InterruptedException {
        Peer origin = bench.startWaitingOrigin();
        bench.hashRounds();
        return new Contest() {
            private final Map<Server, StartProfile> profiles = new HashMap<>();

            /** Once without counting, so that its files are in the page cache for all turns alike. */
            @Override
            public void ready(Server server) throws IOException, InterruptedException {
                try (Peer peer = server.start(bench, origin.port())) {
                    ask(peer);
                }
            }

            @Override
            public Turn turn(Server server, Point point) throws IOException, InterruptedException {
                long began = System.nanoTime();
                try (Peer peer = server.start(bench, origin.port())) {
                    ask(peer);
                    double first = (System.nanoTime() - began) / 1e6;
                    double cpu = ProcFs.cpuSeconds(peer.process()) * 1e3;
                    profiles.computeIfAbsent(server, none -> new StartProfile())
                            .add(peer.process());
                    TimeUnit.MILLISECONDS.sleep((long) (REST_SECONDS * 1e3));
                    return new Turn(Map.of(
                            FIRST.id(),
                            first,
                            CPU.id(),
                            cpu,
                            MEMORY.id(),
                            ProcFs.residentBytes(peer.process()) / MIB,
                            THREADS.id(),
                            (double) ProcFs.threads(peer.process()),
                            CLASSES.id(),
                            (double) Jcmd.loadedClasses(peer.process())));
                }
            }

            @Override
            public Optional<Profile> startProfile(Server server) {
                return Optional.ofNullable(profiles.get(server)).flatMap(StartProfile::profile);
            }

            @Override
            public void close() throws InterruptedException {
                origin.close(); // each turn ends what it starts
            }
        };
    }

    private static void ask(Peer peer) throws IOException {
        String url = peer.url() + "plain";
        try (InputStream in = URI.create(url).toURL().openStream()) {
            int bytes = in.readAllBytes().length;
            if (bytes != PlainAndJson.PLAIN_BYTES) {
                throw new IOException(url + " answered with " + bytes + " bytes");
            }
        }
    }
}
