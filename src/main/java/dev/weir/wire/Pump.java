package dev.weir.wire;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a content as it comes, at the reader's pace: the source stands still while the reader does. What turns out
 * shorter or longer than was said, or fails, is cut off so that it does not look whole.
 */
final class Pump implements Sending {
    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

    /**
     * What is sent.
     *
     * @param length bytes, or {@link Body#UNKNOWN_LENGTH}
     */
    record Source(ReadStream<Buffer> stream, Future<Fields> trailers, long length) {

        /** Bytes at hand, slice by slice. */
        static Source of(Buffer bytes) {
            return new Source(new Slices(bytes), Future.succeededFuture(Fields.empty()), bytes.length());
        }
    }

    private final Exchange exchange;
    private final ResponseWriter writer;
    private final HttpServerResponse response;
    private final Source source;
    private final OutboundProgress progress;
    private @Nullable Buffer held;
    private boolean headWritten;
    private boolean readerBehind;
    private boolean stopped;
    private long sent;

    Pump(Exchange exchange, ResponseWriter writer, Source source) {
        this.exchange = exchange;
        this.writer = writer;
        this.response = writer.response();
        this.source = source;
        this.progress = new OutboundProgress(exchange);
    }

    void start() {
        ReadStream<Buffer> stream = source.stream();
        try {
            stream.exceptionHandler(this::onFailure);
            stream.handler(this::onChunk);
            stream.endHandler(end -> onEnd());
            response.drainHandler(drained -> onDrained());
            exchange.run(stream::resume);
        } catch (RuntimeException e) {
            onFailure(e);
            return;
        }
        // What comes at once goes out with the head; otherwise the head does not wait for it.
        exchange.peer.channel().eventLoop().execute(this::writeHead);
    }

    private void writeHead() {
        if (headWritten || stopped) {
            return;
        }
        headWritten = true;
        Buffer all = held;
        held = null;
        if (all != null) {
            response.write(all);
        } else if (exchange.request.version() == HttpVersion.HTTP_1_0) {
            response.write(Buffer.buffer()); // writeHead would make it chunked
        } else {
            response.writeHead();
        }
    }

    private void onChunk(Buffer chunk) {
        if (stopped) {
            source.stream().pause();
            return;
        }
        sent += chunk.length();
        if (source.length() != Body.UNKNOWN_LENGTH && sent > source.length()) {
            cutOff(otherLength());
            return;
        }
        if (!headWritten && sent == source.length()) {
            held = chunk; // all of it: most likely the end is next, and then head and content are one write
            return;
        }
        headWritten = true;
        Future<Void> written = response.write(chunk);
        if (written.failed()) {
            // The connection is gone, which the exchange is told next; a source that never waits must let it be.
            source.stream().pause();
        } else if (response.writeQueueFull()) {
            readerBehind = true;
            progress.begin();
            source.stream().pause();
        }
    }

    private void onDrained() {
        if (stopped || !readerBehind) {
            return;
        }
        readerBehind = false;
        progress.end();
        exchange.run(source.stream()::resume);
    }

    private void onEnd() {
        if (stopped) {
            return;
        }
        if (source.length() != Body.UNKNOWN_LENGTH && sent != source.length()) {
            cutOff(otherLength());
            return;
        }
        source.trailers()
                .onComplete((fields, failure) -> exchange.loop().execute(() -> {
                    if (failure == null) {
                        end(fields);
                    } else {
                        onFailure(failure);
                    }
                }));
    }

    private void end(Fields trailers) {
        if (stopped) {
            return;
        }
        if (!trailers.isEmpty() && mayHaveTrailers()) {
            trailers.forEach((name, value) -> response.trailers().add(name, value));
        }
        Buffer all = held;
        held = null;
        headWritten = true;
        progress.begin();
        Future<Void> written = writer.endWith(all);
        written.onComplete(done -> {
            if (stopped) {
                return;
            }
            stopped = true;
            if (done.succeeded()) {
                exchange.finished();
            } else {
                exchange.handle(done.cause());
            }
        });
    }

    /** Only a chunked content (RFC 9112 §7.1.2) and HTTP/2 have room for them. */
    private boolean mayHaveTrailers() {
        return exchange.peer.isHttp2() || response.isChunked();
    }

    private void onFailure(Throwable cause) {
        cutOff(cause);
    }

    private IOException otherLength() {
        return new IOException("a content of " + source.length() + " bytes came to " + sent);
    }

    /** Ends what cannot be whole: by another response where none has begun, else so that it does not look whole. */
    private void cutOff(Throwable cause) {
        if (stopped) {
            return;
        }
        if (!headWritten) {
            stopped = true;
            exchange.replace(cause);
            return;
        }
        if (!exchange.isCancelled()) { // else its failure is what was asked for
            LOG.warn("{} was cut off after {} bytes: {}", exchange, sent, cause.toString());
        }
        exchange.abort(Cancellation.ABANDONED);
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
        return sent;
    }
}
