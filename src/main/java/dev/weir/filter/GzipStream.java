package dev.weir.filter;

import dev.weir.http.Body;
import dev.weir.http.DemandStream;
import dev.weir.http.Scope;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses a stream: each chunk that comes in goes out as one chunk, flushed, so that demand passes through as it is;
 * one more brings the end. On the request's event loop.
 */
final class GzipStream extends DemandStream {
    private final Body.Stream source;
    private final Scope scope;
    private final ByteArrayOutputStream coded = new ByteArrayOutputStream();
    private final GZIPOutputStream gzip;
    private boolean sourceEnded;
    private boolean over;

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
        if (over || !hasReader()) {
            return;
        }
        try {
            gzip.write(bytes.getBytes());
            gzip.flush();
        } catch (IOException e) {
            failed(e);
            return;
        }
        give(take());
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
        if (!sourceEnded || over || demand() == 0 || !hasReader()) {
            return;
        }
        over = true;
        finish();
        give(take());
        giveEnd();
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
        giveFailure(cause);
    }

    @Override
    protected void onPause() {
        if (!sourceEnded) {
            source.stream().pause();
        }
    }

    @Override
    protected void onDemand(long amount) {
        if (sourceEnded) {
            endIfAsked();
        } else {
            source.stream().fetch(amount);
        }
    }

    /** For HEAD: there is a content, and it is not sent. */
    private static final class Unread extends DemandStream {
        @Override
        protected void onDemand(long amount) {}
    }
}
