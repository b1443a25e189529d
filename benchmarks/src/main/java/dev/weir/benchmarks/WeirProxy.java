package dev.weir.benchmarks;

import java.io.IOException;
import java.util.List;

/** The program, as it is shipped. */
final class WeirProxy {
    private WeirProxy() {}

    static Peer start(String origin, int eventLoops) throws IOException {
        return Peer.unpinned("weir proxy", "/", command(origin, eventLoops));
    }

    static List<String> command(String origin, int eventLoops) {
        return Peer.java(
                dev.weir.cli.Main.class,
                "proxy",
                "--origin",
                origin,
                "--listen",
                "127.0.0.1:0",
                "--event-loops",
                Integer.toString(eventLoops));
    }
}
