package dev.weir.benchmarks.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server in Java: a class of a module under {@code benchmarks/servers}, with that module's class path and no other.
 *
 * @param artifact the dependency whose version is the server's; empty where that is the JDK's
 * @param mode the third argument of its {@code main}; empty for none
 * @param files the arguments behind that
 * @param virtualThreads whether it needs Java 21
 * @param overTls the same in mode {@link #TLS}, for those that have one
 */
public record JvmServer(
        String name,
        Family family,
        String module,
        String main,
        String artifact,
        String mode,
        List<String> files,
        boolean virtualThreads,
        String settings,
        Optional<Server> overTls)
        implements Server {

    /**
     * What all of them get. With one core, the JVM itself would choose the same collector; and it is one core that it shall
     * reckon with, also while it is warmed up on two.
     */
    public static final List<String> JVM_FLAGS =
            List.of("-Xms128m", "-Xmx2g", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1");

    /** The mode that is followed by the files of a certificate and its key. */
    static final String TLS = "tls";

    /** The mode that is followed by a file of routes. */
    private static final String ROUTES = "routes";

    /** The first Java that restricts native access, and warns where Netty is not allowed it. */
    private static final int NATIVE_ACCESS_RESTRICTED = 24;

    private static final String PACKAGE = "dev.weir.benchmarks.server.";

    /** A server with handlers, over plain TCP. */
    JvmServer(
            String name,
            Family family,
            String module,
            String main,
            String artifact,
            String mode,
            boolean virtualThreads,
            String settings) {
        this(name, family, module, main, artifact, mode, List.of(), virtualThreads, settings, Optional.empty());
    }

    /** The same with the routes of a file instead of the endpoints. */
    public JvmServer withRoutes(Path file) {
        return new JvmServer(
                name, family, module, main, artifact, ROUTES, List.of(file.toString()), virtualThreads, settings, overTls);
    }

    @Override
    public Optional<String> missing(Bench bench) {
        if (virtualThreads && bench.javaOfVirtualThreads().isEmpty()) {
            return Optional.of("it needs Java 21 or later, and none was found: set JAVA21_HOME to one, or"
                    + " apt-get install openjdk-21-jdk-headless");
        }
        return Files.isDirectory(directory(bench).resolve("classes"))
                ? Optional.empty()
                : Optional.of("it is not built: mvn -f benchmarks/servers/pom.xml package"
                        + (virtualThreads ? " -Djava21.home=" + java21(bench) : ""));
    }

    private static String java21(Bench bench) {
        return bench.javaOfVirtualThreads().map(found -> found.home().toString()).orElse("HOME");
    }

    @Override
    public String version(Bench bench) {
        if (artifact.isEmpty()) {
            return "";
        }
        try (Stream<Path> jars = Files.list(directory(bench).resolve("lib"))) {
            return jars.map(jar -> jar.getFileName().toString())
                    .filter(jar -> jar.matches("\\Q" + artifact + "\\E-[0-9].*\\.jar"))
                    .map(jar -> jar.substring(artifact.length() + 1, jar.length() - ".jar".length()))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String java(Bench bench) {
        return runtime(bench).version();
    }

    private JavaRuntime runtime(Bench bench) {
        return virtualThreads ? bench.javaOfVirtualThreads().orElseThrow() : bench.java();
    }

    @Override
    public Peer start(Bench bench, int originPort) throws IOException, InterruptedException {
        JavaRuntime runtime = runtime(bench);
        List<String> command = new ArrayList<>(List.of(runtime.program()));
        command.addAll(JVM_FLAGS);
        command.add("-Djava.io.tmpdir=" + bench.workshop().directory());
        if (runtime.feature() >= NATIVE_ACCESS_RESTRICTED) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        Path directory = directory(bench);
        command.addAll(List.of(
                "-cp",
                directory.resolve("classes") + ":" + directory.resolve("lib") + "/*",
                PACKAGE + main,
                Integer.toString(originPort),
                Integer.toString(bench.hashRounds())));
        if (!mode.isEmpty()) {
            command.add(mode);
            command.addAll(files);
        }
        if (mode.equals(TLS)) {
            command.addAll(bench.workshop().certificateAndKey());
        }
        Peer peer = bench.workshop().logged(name, command, bench.log(name));
        return mode.equals(TLS) ? peer.secure() : peer;
    }

    private Path directory(Bench bench) {
        return bench.directory().resolve(Path.of("servers", module, "target"));
    }
}
