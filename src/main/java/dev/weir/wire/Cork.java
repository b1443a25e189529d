package dev.weir.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds back what is less than a segment until more follows, so that a head goes out with its content and not before it
 * (TCP_CORK). It stays in a connection that sends one file after the other, which saves half of its calls. Where the
 * system, or the transport, does not have it, or paces what is sent, nothing is held back. For one connection.
 */
final class Cork {
    /** By its name: Netty's classes for epoll need not be there. */
    private static final ChannelOption<Boolean> TCP_CORK =
            ChannelOption.valueOf("io.netty.channel.epoll.EpollChannelOption#TCP_CORK");

    /**
     * BBR sends by a timer what does not fit into its pace, which it learns from acknowledgements; those of a head that goes
     * out by itself come at once. Over loopback (nothing else was measured) a cork then costs more than it saves, for a large
     * content as much again.
     */
    private static final boolean PACED = isPaced(Path.of("/proc/sys/net/ipv4/tcp_congestion_control"));

    private final boolean paced;
    private boolean holds;

    Cork() {
        this(PACED);
    }

    Cork(boolean paced) {
        this.paced = paced;
    }

    /** Whether what is sent is paced where the system has not been told otherwise for a route or a socket. */
    static boolean isPaced(Path congestionControl) {
        try {
            return Files.readString(congestionControl).startsWith("bbr");
        } catch (IOException e) {
            return false; // no Linux, or one that does not tell
        }
    }

    /** From now on it is held back. */
    void put(Channel channel) {
        if (!holds && !paced) {
            holds = channel.isOpen() && channel.config().setOption(TCP_CORK, true);
        }
    }

    /** What is held back goes out; what comes then is held back again. */
    void push(Channel channel) {
        if (holds && channel.isOpen()) {
            // It is set already, as everywhere in Vert.x; Linux takes setting it for the order to send, cork or not.
            boolean ignored = channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        }
    }

    /** What is held back goes out, and so does all that comes. */
    void pull(Channel channel) {
        if (holds) {
            holds = false;
            boolean ignored = channel.isOpen() && channel.config().setOption(TCP_CORK, false);
        }
    }
}
