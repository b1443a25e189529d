package dev.weir.wire;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * Stands on a connection while a file is sent on it, and keeps from Vert.x that a part could not be: Vert.x logs that as
 * an error with its stack, and clients leave every day. Counts what has gone out.
 */
final class FileParts extends ChannelOutboundHandlerAdapter {
    private static final String NAME = "weir-file-parts";

    private final ChannelPipeline pipeline;
    private final Runnable onFailure;
    private long sent;
    private @Nullable FileRegion current;

    private FileParts(ChannelPipeline pipeline, Runnable onFailure) {
        this.pipeline = pipeline;
        this.onFailure = onFailure;
    }

    /** Tells {@code onFailure}, in place of Vert.x, when a part cannot be sent. */
    static FileParts watch(HttpConnection connection, Runnable onFailure) {
        ChannelHandlerContext vertx = ((ConnectionBase) connection).channelHandlerContext();
        FileParts parts = new FileParts(vertx.pipeline(), onFailure);
        parts.pipeline.addBefore(vertx.name(), NAME, parts);
        return parts;
    }

    /** Leaves the connection. */
    void end() {
        if (pipeline.context(this) != null) {
            pipeline.remove(this);
        }
    }

    /** How many bytes of the file the system has taken. */
    long sentBytes() {
        FileRegion part = current;
        return part == null ? sent : sent + part.transferred();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof FileRegion region)) {
            ChannelFuture ignored = context.write(message, promise);
            return;
        }
        current = region;
        ChannelPromise part = context.newPromise().addListener(outcome -> {
            if (outcome.isSuccess()) {
                sent += region.count();
                current = null;
                promise.setSuccess();
            } else {
                onFailure.run();
            }
        });
        ChannelFuture ignored = context.write(message, part);
    }
}
