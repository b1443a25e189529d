package dev.weir.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Notes of each HTTP/2 head whether it ends its request. Vert.x hands the request on before it says so, and a request
 * without content must not look like one whose content is still to come.
 */
final class Http2Heads extends Http2FrameListenerDecorator {
    private final Peer peer;

    private Http2Heads(Http2FrameListener listener, Peer peer) {
        super(listener);
        this.peer = peer;
    }

    static void install(HttpConnection connection, Peer peer) {
        ChannelHandlerContext context = ((ConnectionBase) connection).channelHandlerContext();
        Http2ConnectionDecoder decoder = ((Http2ConnectionHandler) context.handler()).decoder();
        decoder.frameListener(new Http2Heads(decoder.frameListener(), peer));
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        peer.headEndsRequest(endOfStream);
        super.onHeadersRead(context, stream, headers, padding, endOfStream);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        peer.headEndsRequest(endOfStream);
        super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, padding, endOfStream);
    }
}
