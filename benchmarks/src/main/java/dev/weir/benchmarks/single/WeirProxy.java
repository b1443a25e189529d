package dev.weir.benchmarks.single;

import dev.weir.benchmarks.servers.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The program, as it is shipped: {@code target/weir.jar}, or what the system property {@code weir.jar} names. */
final class WeirProxy {
    private WeirProxy() {}

    static Peer start(String origin, int eventLoops) throws IOException {
        return Peer.unpinned("weir proxy", "/", command(origin, eventLoops));
    }

    static List<String> command(String origin, int eventLoops) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("weir.jar", "target/weir.jar"),
                "proxy",
                "--origin",
                origin,
                "--listen",
                "127.0.0.1:0",
                "--event-loops",
                Integer.toString(eventLoops));
    }
}
