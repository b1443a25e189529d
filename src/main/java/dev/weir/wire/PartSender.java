package dev.weir.wire;

import dev.weir.http.Cancellation;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a content that is a part of a file, by the system's own means. */
final class PartSender implements Sending {
    private static final Logger LOG = LoggerFactory.getLogger(PartSender.class);

    /** What the system mostly takes at once, in bytes. */
    private static final long AT_ONCE = 256 << 10;

    private final Exchange exchange;
    private final FilePart part;
    private final OutboundProgress progress;
    private boolean stopped;

    private PartSender(Exchange exchange, FilePart part) {
        this.exchange = exchange;
        this.part = part;
        this.progress = new OutboundProgress(exchange);
    }

    /** Sends {@code file}'s {@code length} bytes from {@code offset} on; it is let go when the exchange has ended. */
    static void send(Exchange exchange, ResponseWriter writer, OpenFile file, long offset, long length) {
        exchange.onEnd(sent -> file.release());
        FilePart part = new FilePart(file, offset, length);
        PartSender sender = new PartSender(exchange, part);
        writer.sending(sender);
        writer.addLength(part);
        sender.progress.begin();
        if (length <= AT_ONCE && exchange.peer.hasTakenAll()) {
            sender.start(writer.endWith(null), exchange::finished);
        } else {
            sender.start(
                    writer.response().write(Buffer.buffer()),
                    () -> writer.endWith(null).onComplete(sender::onEnded));
        }
    }

    /**
     * A response ends, as Vert.x and its metrics know it, when its content has gone out. Only a small one ends when it is
     * handed over, as one from the heap does: that spares one of two ways through Vert.x. But a reader who takes nothing is
     * not answered ahead.
     */
    private void start(Future<Void> out, Runnable next) {
        out.onComplete((done, failure) -> {
            // Vert.x's metrics have not seen these bytes on their way.
            exchange.peer.sent(part.sentBytes());
            if (stopped) {
                return;
            }
            if (failure == null) {
                next.run();
            } else {
                fail(failure);
            }
        });
    }

    private void onEnded(AsyncResult<Void> ended) {
        if (stopped) {
            return;
        }
        stopped = true;
        if (ended.succeeded()) {
            exchange.finished();
        } else {
            exchange.handle(ended.cause());
        }
    }

    /** The connection has failed, or the file: it has become shorter, or the system cannot send it. */
    private void fail(Throwable cause) {
        if (isFault(cause)) {
            LOG.warn("{} was cut off after {} bytes of a file: {}", exchange, part.sentBytes(), cause.toString());
            exchange.abort(Cancellation.ABANDONED);
        } else {
            exchange.abort(Cancellation.CLIENT_GONE);
        }
    }

    private static boolean isFault(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        return cause instanceof IOException
                && !(cause instanceof ClosedChannelException)
                && !text.contains("Broken pipe")
                && !text.contains("Connection reset");
    }

    @Override
    public boolean isStalled(long now) {
        return !stopped && progress.isStalled(now);
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public long sentBytes() {
        return part.sentBytes();
    }
}
