package dev.weir.filter;

import dev.weir.http.Body;
import dev.weir.http.Scope;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses a stream: each chunk that comes in goes out as one chunk, flushed, so that demand passes through as it is;
 * one more brings the end. On the request's event loop.
 */
final class GzipStream implements ReadStream<Buffer> {
    private final Body.Stream source;
    private final Scope scope;
    private final ByteArrayOutputStream coded = new ByteArrayOutputStream();
    private final GZIPOutputStream gzip;
    private long demand;
    private boolean sourceEnded;
    private boolean over;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;

    GzipStream(Body.Stream source, Scope scope) {
        this.source = source;
        this.scope = scope;
        try {
            gzip = new GZIPOutputStream(coded, 512, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never, into memory
        }
        source.stream().handler(this::chunk);
        source.stream().endHandler(end -> ended());
        source.stream().exceptionHandler(this::failed);
    }

    /** A stream that nobody reads. */
    static ReadStream<Buffer> none() {
        return new Unread();
    }

    /** Stops the source, and lets go of what the coder holds outside the heap. */
    void close() {
        scope.loop().execute(this::release);
        source.close();
    }

    private void release() {
        if (!over) {
            over = true;
            finish();
        }
    }

    private void chunk(Buffer bytes) {
        Handler<Buffer> reader = handler;
        if (over || reader == null) {
            return;
        }
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
        try {
            gzip.write(bytes.getBytes());
            gzip.flush();
        } catch (IOException e) {
            failed(e);
            return;
        }
        reader.handle(take());
    }

    private Buffer take() {
        Buffer bytes = Buffer.buffer(coded.toByteArray());
        coded.reset();
        return bytes;
    }

    private void ended() {
        sourceEnded = true;
        endIfAsked();
    }

    private void endIfAsked() {
        Handler<Buffer> reader = handler;
        if (!sourceEnded || over || demand == 0 || reader == null) {
            return;
        }
        over = true;
        finish();
        reader.handle(take());
        if (endHandler != null) {
            endHandler.handle(null);
        }
    }

    private void finish() {
        try {
            gzip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never, into memory
        }
    }

    private void failed(Throwable cause) {
        if (over) {
            return;
        }
        release();
        if (exceptionHandler != null) {
            exceptionHandler.handle(cause);
        }
    }

    @Override
    public GzipStream exceptionHandler(@Nullable Handler<Throwable> told) {
        exceptionHandler = told;
        return this;
    }

    @Override
    public GzipStream handler(@Nullable Handler<Buffer> reader) {
        handler = reader;
        return this;
    }

    @Override
    public GzipStream endHandler(@Nullable Handler<Void> told) {
        endHandler = told;
        return this;
    }

    @Override
    public GzipStream pause() {
        demand = 0;
        if (!sourceEnded) {
            source.stream().pause();
        }
        return this;
    }

    @Override
    public GzipStream resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public GzipStream fetch(long amount) {
        long sum = demand + amount;
        demand = sum < 0 ? Long.MAX_VALUE : sum;
        if (sourceEnded) {
            endIfAsked();
        } else {
            source.stream().fetch(amount);
        }
        return this;
    }

    /** For HEAD: there is a content, and it is not sent. */
    private static final class Unread implements ReadStream<Buffer> {
        @Override
        public Unread exceptionHandler(@Nullable Handler<Throwable> told) {
            return this;
        }

        @Override
        public Unread handler(@Nullable Handler<Buffer> reader) {
            return this;
        }

        @Override
        public Unread pause() {
            return this;
        }

        @Override
        public Unread resume() {
            return this;
        }

        @Override
        public Unread fetch(long amount) {
            return this;
        }

        @Override
        public Unread endHandler(@Nullable Handler<Void> told) {
            return this;
        }
    }
}
