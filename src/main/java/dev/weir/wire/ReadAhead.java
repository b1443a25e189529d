package dev.weir.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Reads on for a while where nobody wants the bytes, so that a client that leaves is noticed. On NIO a connection that is
 * not read shows neither its end nor a reset; epoll shows both, and needs none of this. What is held is bounded: beyond
 * it the client has to wait, as it should.
 */
final class ReadAhead extends ChannelDuplexHandler {
    private static final int WINDOW = 256 << 10;

    private final Queue<Object> held = new ArrayDeque<>();
    private int heldBytes;
    private boolean wanted;
    private boolean delivering;
    private boolean passed;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (held.isEmpty() && isWanted(context)) {
            wanted = false;
            passed = true;
            context.fireChannelRead(message);
        } else {
            held.add(message);
            heldBytes += size(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (passed) {
            passed = false;
            context.fireChannelReadComplete();
        }
        if (!context.channel().config().isAutoRead()) {
            readOn(context);
        }
    }

    /** Whoever is behind here wants more. */
    @Override
    public void read(ChannelHandlerContext context) {
        wanted = true;
        if (delivering) {
            return;
        }
        delivering = true;
        boolean any = false;
        while (!held.isEmpty() && isWanted(context)) {
            wanted = false;
            any = true;
            Object message = held.remove();
            heldBytes -= size(message);
            context.fireChannelRead(message);
        }
        if (any) {
            context.fireChannelReadComplete();
        }
        delivering = false;
        readOn(context);
    }

    private boolean isWanted(ChannelHandlerContext context) {
        return wanted || context.channel().config().isAutoRead();
    }

    private void readOn(ChannelHandlerContext context) {
        if (heldBytes < WINDOW) {
            context.read();
        }
    }

    private static int size(Object message) {
        return message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        drop();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        drop();
    }

    private void drop() {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }
}
