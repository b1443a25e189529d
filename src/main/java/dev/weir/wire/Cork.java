package dev.weir.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;

/**
 * Holds back what is less than a segment until more follows, so that a head goes out with its content and not before it
 * (TCP_CORK). Where the system, or the transport, does not have it, nothing is held back.
 */
final class Cork {
    /** By its name: Netty's classes for epoll need not be there. */
    private static final ChannelOption<Boolean> TCP_CORK =
            ChannelOption.valueOf("io.netty.channel.epoll.EpollChannelOption#TCP_CORK");

    private Cork() {}

    static void put(Channel channel) {
        set(channel, true);
    }

    /** What is held back goes out. */
    static void pull(Channel channel) {
        set(channel, false);
    }

    private static void set(Channel channel, boolean holds) {
        if (channel.isOpen()) {
            boolean ignored = channel.config().setOption(TCP_CORK, holds);
        }
    }
}
