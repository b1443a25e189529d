package dev.weir.wire;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Stands on a connection while a file is sent on it, and keeps from Vert.x that a part could not be: Vert.x logs that as
 * an error with its stack, and clients leave every day.
 */
final class FileParts extends ChannelOutboundHandlerAdapter {
    private static final String NAME = "weir-file-parts";

    private final Runnable onFailure;

    private FileParts(Runnable onFailure) {
        this.onFailure = onFailure;
    }

    /** Tells {@code onFailure}, in place of Vert.x, when a part cannot be sent; gives what ends that. */
    static Runnable watch(HttpConnection connection, Runnable onFailure) {
        ChannelHandlerContext vertx = ((ConnectionBase) connection).channelHandlerContext();
        FileParts parts = new FileParts(onFailure);
        ChannelPipeline pipeline = vertx.pipeline();
        pipeline.addBefore(vertx.name(), NAME, parts);
        return () -> {
            if (pipeline.context(parts) != null) {
                pipeline.remove(parts);
            }
        };
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof FileRegion)) {
            ChannelFuture ignored = context.write(message, promise);
            return;
        }
        ChannelPromise part = context.newPromise().addListener(sent -> {
            if (sent.isSuccess()) {
                promise.setSuccess();
            } else {
                onFailure.run();
            }
        });
        ChannelFuture ignored = context.write(message, part);
    }
}
