package dev.weir.benchmarks.servers;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Servers that run, each started when it is first asked for. */
public final class Lineup implements AutoCloseable {
    private final Starter starter;
    private final Map<Server, Peer> peers = new LinkedHashMap<>();

    public Lineup(Starter starter) {
        this.starter = starter;
    }

    /** How one is started. */
    public interface Starter {
        Peer start(Server server) throws IOException, InterruptedException;
    }

    /** The process of a server, which is started if it does not run. */
    public Peer get(Server server) throws IOException, InterruptedException {
        Peer peer = peers.get(server);
        if (peer == null) {
            peer = starter.start(server);
            peers.put(server, peer);
        }
        return peer;
    }

    /** Ends one, so that it does not disturb the others. */
    public void end(Server server) throws InterruptedException {
        Peer peer = peers.remove(server);
        if (peer != null) {
            peer.close();
        }
    }

    /** Ends all. */
    @Override
    public void close() throws InterruptedException {
        for (Peer peer : peers.values()) {
            peer.close();
        }
        peers.clear();
    }
}
