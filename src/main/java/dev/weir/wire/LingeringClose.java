package dev.weir.wire;

import dev.weir.http.Registration;
import dev.weir.http.Time;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;

/**
 * Closes a connection so that what was sent last arrives: first its own half, then, once the client has closed or has
 * had its time, the rest. A close with bytes unread would be a reset, which can take the response away from a client
 * that has not read it yet (RFC 9112 §9.6).
 */
final class LingeringClose extends ChannelInboundHandlerAdapter {
    private static final Duration LINGER = Duration.ofSeconds(2);
    /** For what is queued; by then the limit on readers who take nothing has long been in force. */
    private static final Duration FLUSH = Duration.ofSeconds(60);

    private static final String NAME = "weir-linger";

    private LingeringClose() {}

    /** Closes; what is written already is sent first. On the event loop; does nothing the second time. */
    static void close(Peer peer, Time time) {
        peer.closing();
        Channel channel = peer.channel();
        if (!channel.isActive() || channel.pipeline().get(NAME) != null) {
            return;
        }
        channel.pipeline().addFirst(NAME, new LingeringClose());
        channel.config().setAutoRead(true);
        channel.flush(); // TLS would forget it
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        ChannelFuture flushed = tls == null
                ? channel.pipeline().firstContext().writeAndFlush(Unpooled.EMPTY_BUFFER)
                : tls.closeOutbound();
        Registration tooSlow = time.after(FLUSH, peer::cut);
        flushed.addListener(done -> {
            tooSlow.remove();
            halfClose(peer, time);
        });
    }

    private static void halfClose(Peer peer, Time time) {
        Channel channel = peer.channel();
        if (channel.isActive() && channel instanceof DuplexChannel duplex) {
            ChannelFuture ignored = duplex.shutdownOutput();
            Registration over = time.after(LINGER, peer::cut);
            channel.closeFuture().addListener(closed -> over.remove());
        } else {
            peer.cut();
        }
    }

    /** Vert.x would close at once upon a request that it was given as refused. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            ChannelFuture ignored = context.close();
        }
    }

    /** What the client still sends is for nobody. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }
}
