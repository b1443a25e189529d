package dev.weir.wire;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.vertx.core.net.impl.VertxConnection;

/**
 * Lets a connection of HTTP/1 be closed only when all that was answered has gone out. Vert.x takes a response for done
 * when it was written, and a server that ends would throw away what a slow reader has not taken yet. Vert.x may
 * ask twice, at a response's end and at the server's; who does not want to wait uses {@link Peer#cut}.
 */
final class FlushedClose extends ChannelOutboundHandlerAdapter {
    private final VertxConnection connection;
    private final Peer peer;
    private final Leaving leaving;

    FlushedClose(VertxConnection connection, Peer peer, Leaving leaving) {
        this.connection = connection;
        this.peer = peer;
        this.leaving = leaving;
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (isHandedOver() || !leaving.add(peer)) {
            ChannelFuture ignored = context.close(promise);
            return;
        }
        connection.flush(done -> {
            leaving.remove(peer);
            ChannelFuture ignored = context.close(promise);
        });
    }

    /** What follows on this connection is not HTTP, and not this object's any more. */
    private boolean isHandedOver() {
        return connection.channelHandlerContext().isRemoved();
    }
}
