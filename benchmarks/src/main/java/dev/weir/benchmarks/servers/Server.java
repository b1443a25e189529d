package dev.weir.benchmarks.servers;

import java.io.IOException;
import java.util.Optional;

/** A kind of server that can be measured. */
public interface Server {

    /** As the report calls it. */
    String name();

    Family family();

    /** How it is set up, for the report. */
    String settings();

    /** Why it cannot run here, with the command that mends it; empty where it can. */
    Optional<String> missing(Bench bench);

    /** Its version, as far as it is known before it runs. */
    String version(Bench bench) throws IOException;

    /** The version of the Java that runs it; empty where none does. */
    String java(Bench bench);

    /** The same over TLS, with HTTP/2, in a process of its own; empty where it has neither. */
    default Optional<Server> overTls() {
        return Optional.empty();
    }

    /**
     * Starts it in a process of its own on the servers' core, and returns when it listens.
     *
     * @param originPort where it asks when it has to
     */
    Peer start(Bench bench, int originPort) throws IOException, InterruptedException;
}
