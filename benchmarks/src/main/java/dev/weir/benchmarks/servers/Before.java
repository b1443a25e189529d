package dev.weir.benchmarks.servers;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** A cache before a server; both are on the servers' core. */
record Before(Server cache, Server server) implements Server {

    @Override
    public String name() {
        return cache.name() + " before " + server.name();
    }

    @Override
    public Family family() {
        return cache.family();
    }

    @Override
    public String settings() {
        return cache.settings() + "; " + server.name() + " with " + server.settings();
    }

    @Override
    public Optional<String> missing(Bench bench) {
        return cache.missing(bench).or(() -> server.missing(bench));
    }

    @Override
    public String version(Bench bench) throws IOException {
        return cache.version(bench);
    }

    @Override
    public String java(Bench bench) {
        return cache.java(bench);
    }

    /** Gives the cache; the server ends with the bench. */
    @Override
    public Peer start(Bench bench, int originPort) throws IOException, InterruptedException {
        return cache.start(bench, URI.create(server.start(bench, originPort).url()).getPort());
    }
}
