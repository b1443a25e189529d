package dev.weir.filter;

import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.Scope;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.GZIPOutputStream;

/** Compresses bodies, each where it costs the event loop least. */
final class Gzip {
    /** Bytes of a file that is compressed in memory. */
    static final long LARGEST_FILE = 1 << 20;

    /** Bytes that are compressed in one turn of the event loop: some tenths of a millisecond. */
    private static final int AT_ONCE = 16 << 10;

    private Gzip() {}

    static Future<Body> of(Scope scope, Body body) {
        if (body instanceof Body.Stream stream) {
            GzipStream coded = new GzipStream(stream, scope);
            return Future.succeededFuture(
                    scope.own(Body.Stream.of(coded, Body.UNKNOWN_LENGTH, stream.trailers(), coded::close)));
        }
        if (body instanceof Body.Whole whole) {
            return whole.length() <= AT_ONCE
                    ? Future.succeededFuture(Body.of(compress(whole.bytes())))
                    : new Turns(scope, whole.bytes()).begin();
        }
        return body instanceof Body.FileRegion file ? read(scope, file) : Future.succeededFuture(body);
    }

    /**
     * Bytes that take several turns of the event loop, which serves others in between. Not on the workers: those may all
     * be waiting for something slow, and the response is good already.
     */
    private static final class Turns {
        private final Scope scope;
        private final Buffer bytes;
        private final ByteArrayOutputStream coded;
        private final GZIPOutputStream gzip;
        private final Promise<Body> done = Promise.promise();
        private int at;

        Turns(Scope scope, Buffer bytes) {
            this.scope = scope;
            this.bytes = bytes;
            this.coded = room(bytes);
            try {
                gzip = new GZIPOutputStream(coded, 4096);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // never, into memory
            }
        }

        Future<Body> begin() {
            turn();
            return done.future();
        }

        private void turn() {
            int end = Math.min(bytes.length(), at + AT_ONCE);
            Optional<Cancellation> cancelled = scope.cancellation();
            try {
                if (cancelled.isPresent()) {
                    gzip.close();
                    done.fail(new CancelledException(cancelled.get()));
                    return;
                }
                gzip.write(bytes.getBytes(at, end));
                at = end;
                if (at == bytes.length()) {
                    gzip.close();
                    done.complete(Body.of(Buffer.buffer(coded.toByteArray())));
                    return;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e); // never, into memory
            }
            scope.time().after(Duration.ZERO, () -> scope.loop().execute(this::turn));
        }
    }

    /** On a worker, which a file needs anyway; where none is to be had, as it is. */
    private static Future<Body> read(Scope scope, Body.FileRegion file) {
        Promise<Body> done = Promise.promise();
        try {
            scope.workers().execute(() -> {
                try {
                    Body coded = Body.of(compress(file.read()));
                    scope.loop().execute(() -> done.complete(coded));
                } catch (IOException | RuntimeException e) {
                    scope.loop().execute(() -> done.fail(e));
                }
            });
        } catch (RejectedExecutionException e) {
            return Future.succeededFuture(file);
        }
        return done.future();
    }

    private static ByteArrayOutputStream room(Buffer bytes) {
        return new ByteArrayOutputStream(Math.max(64, bytes.length() / 3));
    }

    private static Buffer compress(Buffer bytes) {
        ByteArrayOutputStream coded = room(bytes);
        try (GZIPOutputStream gzip = new GZIPOutputStream(coded, 4096)) {
            gzip.write(bytes.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(coded.toByteArray());
    }
}
