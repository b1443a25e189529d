package dev.weir.wire;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The connections of which the close waits until what they were answered has gone out. For one server on one event loop. */
final class Leaving {
    private final Set<Peer> peers = new HashSet<>();
    private boolean over;

    /** Whether the close of {@code peer} may wait; if so, until {@link #remove}. */
    boolean add(Peer peer) {
        if (!over) {
            peers.add(peer);
        }
        return !over;
    }

    void remove(Peer peer) {
        peers.remove(peer);
    }

    /** Ends them, since the server ends; none may wait from now on. */
    void cut() {
        over = true;
        List.copyOf(peers).forEach(Peer::cut);
    }
}
