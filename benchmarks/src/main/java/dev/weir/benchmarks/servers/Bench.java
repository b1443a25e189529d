package dev.weir.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a run of the suite has at hand: where the servers are built, which Java runs them, and the programs in C. */
public final class Bench implements AutoCloseable {

    /** How long a request to {@code /wait} waits at the origin. */
    public static final int ORIGIN_DELAY_MS = 100;

    /** The bytes of the origin's answer. */
    public static final int ORIGIN_BYTES = 64;

    /** How long a request to {@code /hash} computes on an idle core. */
    public static final int HASH_MS = 20;

    /** As the servers do it: see {@code Endpoints}. */
    private static final int HASHED_BYTES = 8 << 10;

    private static final long HASH_NANOS = TimeUnit.MILLISECONDS.toNanos(HASH_MS);
    private static final long CALIBRATION_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path directory;
    private final Workshop workshop;
    private final JavaRuntime java;
    private final Optional<JavaRuntime> javaOfVirtualThreads;
    private final Lineup lasting = new Lineup(this::startBeforeWaitingOrigin);
    private int hashRounds;

    /** @param java21Home the home of a Java of 21 or later; empty if there is none but maybe the one that runs this */
    public Bench(Path directory, String java21Home) throws IOException {
        this(directory, JavaRuntime.running(), java21Home);
    }

    Bench(Path directory, JavaRuntime java, String java21Home) throws IOException {
        this.directory = directory;
        this.java = java;
        this.workshop = new Workshop();
        Optional<JavaRuntime> other = java21Home.isEmpty() ? Optional.empty() : JavaRuntime.at(Path.of(java21Home));
        this.javaOfVirtualThreads =
                java.feature() >= 21 ? Optional.of(java) : other.filter(found -> found.feature() >= 21);
    }

    /** {@code benchmarks/} of the project. */
    public Path directory() {
        return directory;
    }

    /** Where a server's complaints go: a file in the report's directory. */
    Path log(String server) throws IOException {
        return Files.createDirectories(directory.resolve(Path.of("report", "logs")))
                .resolve(server.replaceAll("[^A-Za-z0-9]+", "-") + ".log");
    }

    public Workshop workshop() {
        return workshop;
    }

    JavaRuntime java() {
        return java;
    }

    Optional<JavaRuntime> javaOfVirtualThreads() {
        return javaOfVirtualThreads;
    }

    /** Starts an origin that answers {@link #ORIGIN_BYTES} after {@link #ORIGIN_DELAY_MS}, on the load's core. */
    public Peer startWaitingOrigin() throws IOException, InterruptedException {
        return workshop.waitingOrigin(ORIGIN_BYTES, ORIGIN_DELAY_MS);
    }

    /**
     * Starts a server before an origin of its own, which ends with it: servers keep their connections to it, thousands each,
     * and all together would be more than one process may have open and one address has ports for.
     */
    public Peer startBeforeWaitingOrigin(Server server) throws IOException, InterruptedException {
        Peer origin = startWaitingOrigin();
        try {
            return server.start(this, origin.port()).with(origin);
        } catch (IOException e) {
            origin.close();
            throw e;
        }
    }

    /** Servers before origins of their own that outlast a scenario, so that the next one finds them warm. */
    public Lineup lasting() {
        return lasting;
    }

    /** Over how many blocks SHA-256 has to be computed to take 20 ms here; measured once. */
    public int hashRounds() {
        if (hashRounds == 0) {
            try {
                hashRounds = calibrate(MessageDigest.getInstance("SHA-256"));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
        return hashRounds;
    }

    private static int calibrate(MessageDigest sha) {
        byte[] block = new byte[HASHED_BYTES];
        int rounds = 1_000;
        long best = Long.MAX_VALUE;
        // The fastest of a second: at first they are not yet compiled, and later ones may be disturbed.
        long end = System.nanoTime() + CALIBRATION_NANOS;
        for (long began = System.nanoTime(); began < end; began = System.nanoTime()) {
            for (int i = 0; i < rounds; i++) {
                sha.update(block);
            }
            best = Math.min(best, System.nanoTime() - began);
        }
        return (int) Math.max(1, rounds * HASH_NANOS / best);
    }

    @Override
    public void close() {
        workshop.close();
    }
}
