package dev.weir.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** The program {@code weir proxy} as it is shipped, on one event loop. */
record WeirProxy(boolean tls) implements Server {

    @Override
    public String name() {
        return Caches.WEIR;
    }

    @Override
    public Family family() {
        return Family.CACHE;
    }

    @Override
    public String settings() {
        return "weir proxy --event-loops 1";
    }

    @Override
    public Optional<Server> overTls() {
        return Optional.of(new WeirProxy(true));
    }

    @Override
    public Optional<String> missing(Bench bench) {
        return Files.exists(jar(bench)) ? Optional.empty() : Optional.of("it is not built: mvn -DskipTests install");
    }

    private static Path jar(Bench bench) {
        return bench.directory().resolve("../target/weir.jar").normalize();
    }

    @Override
    public String version(Bench bench) throws IOException {
        try (JarFile jar = new JarFile(jar(bench).toFile())) {
            return jar.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        }
    }

    @Override
    public String java(Bench bench) {
        return bench.java().version();
    }

    @Override
    public Peer start(Bench bench, int originPort) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(bench.java().program()));
        command.addAll(JvmServer.JVM_FLAGS);
        command.addAll(List.of(
                "-jar",
                jar(bench).toString(),
                "proxy",
                "--origin",
                "http://127.0.0.1:" + originPort,
                "--listen",
                "127.0.0.1:0",
                "--event-loops",
                "1"));
        if (tls) {
            List<String> files = bench.workshop().certificateAndKey();
            command.addAll(List.of("--tls-cert", files.get(0), "--tls-key", files.get(1)));
        }
        Peer peer = bench.workshop().logged(name(), command, bench.log(name()));
        return tls ? peer.secure() : peer;
    }
}
