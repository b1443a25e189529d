package dev.weir.wire;

import io.netty.channel.ChannelOutboundBuffer;

/**
 * Whether a reader who is behind takes anything. On HTTP/1.1 the connection's queue tells, byte by byte; on HTTP/2,
 * where streams share it, only the stream's queue running dry does.
 */
final class OutboundProgress {
    private final Exchange exchange;
    private boolean watched;
    private long since;
    private long lastSeen;

    OutboundProgress(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The reader is behind from now on. */
    void begin() {
        watched = true;
        since = exchange.lane.time.ticks();
        lastSeen = queued();
    }

    /** The reader has caught up. */
    void end() {
        watched = false;
    }

    boolean isStalled(long now) {
        if (!watched) {
            return false;
        }
        long seen = queued();
        if (seen != lastSeen) {
            lastSeen = seen;
            since = now;
        }
        return now - since >= exchange.lane.limits.readerStall().toNanos();
    }

    /** A number that changes when bytes leave. */
    private long queued() {
        if (exchange.peer.isHttp2()) {
            return 0;
        }
        ChannelOutboundBuffer buffer = exchange.peer.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes() * 31 + buffer.currentProgress();
    }
}
