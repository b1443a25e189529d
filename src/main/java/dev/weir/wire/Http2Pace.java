package dev.weir.wire;

import dev.weir.edge.Limits;
import dev.weir.http.Time;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the time that an HTTP/2 client may take for a header section, which is a frame of many bytes and any number of
 * continuations: bytes come, and no frame is whole. A client that is within a section may send nothing else (RFC 9113
 * §6.10), nor within a frame, so that an answer to a ping tells whether it is.
 *
 * <p>Content may be that slow, as its own limit on standing still has it: while some is to come, that limit holds.
 */
final class Http2Pace extends ChannelInboundHandlerAdapter {
    private static final long GOODBYE_MILLIS = 500;
    private static final int PING_BYTES = 8;

    private final HttpConnection connection;
    private final Http2ConnectionHandler handler;
    private final Peer peer;
    private final Time time;
    private final Duration limit;
    private final Duration limitOfContent;
    private boolean whole;
    private boolean pending;
    private long pendingSince;
    private boolean armed;

    Http2Pace(HttpConnection connection, Http2ConnectionHandler handler, Peer peer, Time time, Limits limits) {
        this.connection = connection;
        this.handler = handler;
        this.peer = peer;
        this.time = time;
        this.limit = limits.head().time();
        this.limitOfContent = limit.compareTo(limits.exchange().requestStall()) < 0
                ? limits.exchange().requestStall()
                : limit;
        suspect(time.ticks()); // for whatever follows what has come already
    }

    /** A frame, or a header section, has come whole. */
    void whole() {
        whole = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        whole = false;
        context.fireChannelRead(message);
        if (whole) {
            pending = false;
        } else if (!pending) {
            suspect(time.ticks());
        }
    }

    private void suspect(long since) {
        pending = true;
        pendingSince = since;
        if (!armed) {
            arm();
        }
    }

    private void arm() {
        armed = true;
        time.after(limit.dividedBy(2), this::look);
    }

    private void look() {
        armed = false;
        if (!pending || !peer.channel().isActive()) {
            return;
        }
        long passed = time.ticks() - pendingSince;
        if (passed >= (isContentToCome() ? limitOfContent : limit).toNanos()) {
            peer.closing();
            connection.shutdown(GOODBYE_MILLIS, TimeUnit.MILLISECONDS); // with GOAWAY
            return;
        }
        // Frames of streams that are over already are whole and nobody says so.
        connection.ping(Buffer.buffer(new byte[PING_BYTES]));
        arm();
    }

    private boolean isContentToCome() {
        try {
            return handler.connection()
                            .forEachActiveStream(stream -> !stream.state().remoteSideOpen())
                    != null;
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
