package dev.weir.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;

/**
 * Asks each stream of an HTTP/2 connection anew whether it may write, when the connection can be written to again.
 *
 * <p>TLS counts what it holds in the channel's queue at once, but has the channel say so later. When the connection fills
 * and empties in between, Netty's flow controller finds it as it was and asks nobody: a stream that was asked in that
 * moment stands still with what Vert.x holds back for it, until its client opens its window further. A client that waits
 * for an event never does.
 */
final class Http2Wakeups extends ChannelInboundHandlerAdapter {
    private final Http2ConnectionHandler handler;

    Http2Wakeups(Http2ConnectionHandler handler) {
        this.handler = handler;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Http2Exception {
        context.fireChannelWritabilityChanged();
        if (context.channel().isWritable()) {
            Http2RemoteFlowController streams = handler.encoder().flowController();
            // Changes nothing, and is the one question for all streams that it does not skip.
            streams.initialWindowSize(streams.initialWindowSize());
        }
    }
}
