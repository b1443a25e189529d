package dev.weir.wire;

import dev.weir.edge.Limits;
import dev.weir.http.Time;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.vertx.core.http.HttpConnection;

/**
 * Notes of each HTTP/2 head whether it ends its request. Vert.x hands the request on before it says so, and a request
 * without content must not look like one whose content is still to come. Tells {@link Http2Pace} of each whole frame.
 */
final class Http2Heads extends Http2FrameListenerDecorator {
    private final Peer peer;

    private final Http2Pace pace;

    private Http2Heads(Http2FrameListener listener, Peer peer, Http2Pace pace) {
        super(listener);
        this.peer = peer;
        this.pace = pace;
    }

    static void install(HttpConnection connection, Peer peer, Time time, Limits limits) {
        ChannelHandlerContext context = peer.handler();
        Http2ConnectionHandler handler = (Http2ConnectionHandler) context.handler();
        Http2Pace pace = new Http2Pace(connection, handler, peer, time, limits);
        context.pipeline()
                .addBefore(context.name(), null, pace)
                .addBefore(context.name(), null, new Http2Wakeups(handler));
        Http2ConnectionDecoder decoder = handler.decoder();
        decoder.frameListener(new Http2Heads(decoder.frameListener(), peer, pace));
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        pace.whole();
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
        pace.whole();
        peer.headEndsRequest(endOfStream);
        super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, padding, endOfStream);
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean endOfStream)
            throws Http2Exception {
        pace.whole();
        return super.onDataRead(context, stream, data, padding, endOfStream);
    }

    @Override
    public void onPriorityRead(
            ChannelHandlerContext context, int stream, int dependency, short weight, boolean exclusive)
            throws Http2Exception {
        pace.whole();
        super.onPriorityRead(context, stream, dependency, weight, exclusive);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int stream, long code) throws Http2Exception {
        pace.whole();
        super.onRstStreamRead(context, stream, code);
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext context) throws Http2Exception {
        pace.whole();
        super.onSettingsAckRead(context);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) throws Http2Exception {
        pace.whole();
        super.onSettingsRead(context, settings);
    }

    @Override
    public void onPingRead(ChannelHandlerContext context, long data) throws Http2Exception {
        pace.whole();
        super.onPingRead(context, data);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext context, long data) throws Http2Exception {
        pace.whole();
        super.onPingAckRead(context, data);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext context, int stream, int increment) throws Http2Exception {
        pace.whole();
        super.onWindowUpdateRead(context, stream, increment);
    }

    @Override
    public void onUnknownFrame(ChannelHandlerContext context, byte type, int stream, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        pace.whole();
        super.onUnknownFrame(context, type, stream, flags, payload);
    }
}
