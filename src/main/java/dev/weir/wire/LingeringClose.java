package dev.weir.wire;

import dev.weir.http.Time;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;

/**
 * Closes a connection so that what was sent last arrives: first its own half, then, once the client has closed or has
 * had its time, the rest. A close with bytes unread would be a reset, which can take the response away from a client
 * that has not read it yet (RFC 9112 §9.6).
 */
final class LingeringClose extends ChannelInboundHandlerAdapter {
    private static final Duration LINGER = Duration.ofSeconds(2);
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
        channel.flush();
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            halfClose(channel);
        } else {
            tls.closeOutbound().addListener(done -> halfClose(channel));
        }
        time.after(LINGER, () -> {
            ChannelFuture ignored = channel.close();
        });
    }

    private static void halfClose(Channel channel) {
        if (channel instanceof DuplexChannel duplex) {
            ChannelFuture ignored = duplex.shutdownOutput();
        } else {
            ChannelFuture ignored = channel.close();
        }
    }

    /** What the client still sends is for nobody. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }
}
