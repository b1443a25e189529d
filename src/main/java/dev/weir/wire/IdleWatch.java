package dev.weir.wire;

import dev.weir.http.Registration;
import dev.weir.http.Time;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection on which nothing goes on. It has one timer, which looks from time to time whether
 * anything has gone on: a request neither starts nor stops one, and reads no clock for it.
 */
final class IdleWatch {
    /** How often it looks while the limit passes: a close is late by one part of so many, at the most. */
    private static final int LOOKS = 5;

    private static final long GOODBYE_MILLIS = 500;

    private final HttpConnection connection;
    private final Peer peer;
    private final Time time;
    private final Duration limit;
    private int exchanges;
    private long quietSince;
    private Registration timer = Registration.NONE;

    private IdleWatch(HttpConnection connection, Peer peer, Time time, Duration limit) {
        this.connection = connection;
        this.peer = peer;
        this.time = time;
        this.limit = limit;
        this.quietSince = time.ticks();
    }

    static void install(HttpConnection connection, Peer peer, Time time, Duration limit) {
        IdleWatch watch = new IdleWatch(connection, peer, time, limit);
        peer.channel().closeFuture().addListener(closed -> watch.timer.remove());
        watch.lookAgain();
    }

    private void lookAgain() {
        timer = time.after(limit.dividedBy(LOOKS), this::look);
    }

    private void look() {
        if (!peer.channel().isActive()) {
            return;
        }
        long now = time.ticks();
        if (peer.isBusy() || peer.exchangesBegun() != exchanges) {
            exchanges = peer.exchangesBegun();
            quietSince = now;
        }
        if (now - quietSince >= limit.toNanos()) {
            close();
        } else {
            lookAgain();
        }
    }

    private void close() {
        peer.closing();
        if (isQueueEmpty()) {
            // With GOAWAY, in HTTP/2.
            connection.shutdown(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            peer.cut();
        }
    }

    private boolean isQueueEmpty() {
        ChannelOutboundBuffer queue = peer.channel().unsafe().outboundBuffer();
        return queue == null || queue.totalPendingWriteBytes() == 0;
    }
}
