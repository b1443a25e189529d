package dev.weir.wire;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a part of a file: by the system where the connection is plain HTTP/1, else read off the event loop and pumped. */
final class FileSender implements Sending {
    private static final Logger LOG = LoggerFactory.getLogger(FileSender.class);

    private final Exchange exchange;
    private final FileChannel file;
    private final OutboundProgress progress;
    private final long end;
    private @Nullable FileParts parts;
    private boolean stopped;

    private FileSender(Exchange exchange, FileChannel file, Body.FileRegion region) {
        this.exchange = exchange;
        this.file = file;
        this.end = region.offset() + region.length();
        this.progress = new OutboundProgress(exchange);
    }

    /** Opens the file away from the event loop, and sends it, or a 500 where it is not as promised. */
    static void open(Exchange exchange, ResponseWriter writer, Body.FileRegion region) {
        Future<FileChannel> opened = exchange.lane.context.executeBlocking(() -> openChecked(region), false);
        opened.onComplete((file, failure) -> exchange.loop().execute(() -> {
            if (failure != null) {
                exchange.replace(failure);
            } else if (exchange.isOver()) {
                close(file);
            } else if (!exchange.peer.isHttp2() && exchange.peer.scheme().equals("http")) {
                bySystem(exchange, writer, region, file);
            } else {
                writer.pump(Pump.Source.of(
                        new FileStream(exchange, file, region),
                        Future.succeededFuture(Fields.empty()),
                        region.length()));
            }
        }));
    }

    private static FileChannel openChecked(Body.FileRegion region) throws IOException {
        FileChannel file = FileChannel.open(region.path(), StandardOpenOption.READ);
        if (file.size() < region.offset() + region.length()) {
            file.close();
            // Vert.x would send less than was announced, and the next response would be taken for the rest.
            throw new EOFException(region.path() + " is shorter than the part of it that is to be sent");
        }
        return file;
    }

    private static void bySystem(Exchange exchange, ResponseWriter writer, Body.FileRegion region, FileChannel file) {
        HttpServerResponse response = writer.response();
        FileSender sender = new FileSender(exchange, file, region);
        writer.sending(sender);
        writer.addLength(region.length());
        boolean typed = response.headers().contains(HttpHeaders.CONTENT_TYPE);
        if (!typed) {
            // Vert.x invents one.
            response.headersEndHandler(head -> response.headers().remove(HttpHeaders.CONTENT_TYPE));
        }
        // Once the head is out Vert.x tells of the connection's end here only.
        response.closeHandler(closed -> exchange.handle(new IOException("the connection was closed")));
        sender.progress.begin();
        FileParts parts = FileParts.watch(exchange.request.connection(), () -> sender.done(false));
        sender.parts = parts;
        response.sendFile(file, region.offset(), region.length()).onComplete(result -> {
            parts.end();
            sender.done(result.succeeded());
        });
    }

    private void done(boolean sent) {
        Cancellation cause = isWhole() ? Cancellation.CLIENT_GONE : Cancellation.ABANDONED;
        close(file);
        if (stopped) {
            return;
        }
        stopped = true;
        if (sent) {
            exchange.finished();
        } else {
            exchange.abort(cause);
        }
    }

    /** Whether the file still has what was promised; if so, it was the connection that failed. */
    private boolean isWhole() {
        try {
            return file.size() >= end;
        } catch (IOException e) {
            return false;
        }
    }

    static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("a file that was sent could not be closed", e);
        }
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
        FileParts watched = parts;
        return watched == null ? 0 : watched.sentBytes();
    }
}
