package dev.weir.filter;

import dev.weir.http.Body;
import dev.weir.http.Scope;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/** Compresses bodies, each where it costs the event loop least. */
final class Gzip {
    /** Bytes of a file that is compressed in memory. */
    static final long LARGEST_FILE = 1 << 20;

    /** Bytes that are compressed on the event loop: some tenths of a millisecond. */
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
                    : elsewhere(scope, body, whole::bytes);
        }
        return body instanceof Body.FileRegion file
                ? elsewhere(scope, body, () -> read(file))
                : Future.succeededFuture(body);
    }

    /** On a worker, and back on the event loop. */
    private static Future<Body> elsewhere(Scope scope, Body body, Supplier<Buffer> bytes) {
        Promise<Body> done = Promise.promise();
        try {
            scope.workers().execute(() -> {
                try {
                    Body coded = Body.of(compress(bytes.get()));
                    scope.loop().execute(() -> done.complete(coded));
                } catch (RuntimeException e) {
                    scope.loop().execute(() -> done.fail(e));
                }
            });
        } catch (RejectedExecutionException e) {
            body.close();
            return Future.failedFuture(
                    new dev.weir.http.HttpException(503, "All workers are busy; try again shortly."));
        }
        return done.future();
    }

    private static Buffer compress(Buffer bytes) {
        ByteArrayOutputStream coded = new ByteArrayOutputStream(Math.max(64, bytes.length() / 3));
        try (GZIPOutputStream gzip = new GZIPOutputStream(coded, 4096)) {
            gzip.write(bytes.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(coded.toByteArray());
    }

    private static Buffer read(Body.FileRegion region) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(region.length()));
        try (FileChannel file = FileChannel.open(region.path())) {
            while (bytes.hasRemaining()) {
                if (file.read(bytes, region.offset() + bytes.position()) < 0) {
                    throw new EOFException(region.path() + " is shorter than the part of it that is to be sent");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.array());
    }
}
