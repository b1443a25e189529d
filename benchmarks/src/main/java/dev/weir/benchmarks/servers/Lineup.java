package dev.weir.benchmarks.servers;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
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

    public boolean runs(Server server) {
        Peer peer = peers.get(server);
        return peer != null && peer.process().isAlive();
    }

    /** The process of a server, which is started if it does not run. */
    public Peer get(Server server) throws IOException, InterruptedException {
        if (!runs(server)) {
            end(server);
            peers.put(server, starter.start(server));
        }
        return peers.get(server);
    }

    /** Ends one that shall not disturb the others, or not go on as it is. */
    public void end(Server server) throws InterruptedException {
        Peer peer = peers.remove(server);
        if (peer != null) {
            peer.close();
        }
    }

    /** Ends those who have nothing to do next. */
    public void endOthersThan(Collection<? extends Server> wanted) throws InterruptedException {
        for (Server server : List.copyOf(peers.keySet())) {
            if (!wanted.contains(server)) {
                end(server);
            }
        }
    }

    /** Ends all. */
    @Override
    public void close() throws InterruptedException {
        endOthersThan(List.of());
    }
}
