package dev.weir.wire;

import dev.weir.http.Cancellation;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a content that is a part of a file, by the system's own means. */
final class PartSender implements Sending {
    private static final Logger LOG = LoggerFactory.getLogger(PartSender.class);

    private final Exchange exchange;
    private final ResponseWriter writer;
    private final FilePart part;
    private final OutboundProgress progress;
    private boolean stopped;

    private PartSender(Exchange exchange, ResponseWriter writer, FilePart part) {
        this.exchange = exchange;
        this.writer = writer;
        this.part = part;
        this.progress = new OutboundProgress(exchange);
    }

    /** Sends {@code file}'s {@code length} bytes from {@code offset} on; it is let go when the exchange has ended. */
    static void send(Exchange exchange, ResponseWriter writer, OpenFile file, long offset, long length) {
        exchange.onEnd(sent -> file.release());
        FilePart part = new FilePart(file, offset, length);
        PartSender sender = new PartSender(exchange, writer, part);
        writer.sending(sender);
        writer.addLength(part);
        sender.start();
    }

    /** The response ends, as Vert.x and its metrics know it, when its content has gone out. */
    private void start() {
        progress.begin();
        writer.response().write(Buffer.buffer()).onComplete((done, failure) -> {
            // Vert.x's metrics have not seen these bytes on their way.
            exchange.peer.sent(part.sentBytes());
            if (stopped) {
                return;
            }
            if (failure == null) {
                writer.endWith(null).onComplete(this::onEnded);
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
