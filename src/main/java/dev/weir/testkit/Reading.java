package dev.weir.testkit;

import dev.weir.http.Body;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A content as a test reads it: everything, as it comes. */
final class Reading {
    private final Buffer read = Buffer.buffer();
    private boolean ended;
    private @Nullable Throwable failure;

    Reading(Body body) {
        if (body instanceof Body.Stream stream) {
            start(stream);
        } else {
            read.appendBuffer(atOnce(body));
            ended = true;
        }
    }

    private synchronized void start(Body.Stream body) {
        body.stream().exceptionHandler(this::failed);
        body.stream().endHandler(end -> ended());
        body.stream().handler(this::chunk);
        body.stream().resume();
    }

    private synchronized void chunk(Buffer bytes) {
        read.appendBuffer(bytes);
    }

    private synchronized void ended() {
        ended = true;
    }

    private synchronized void failed(Throwable cause) {
        failure = cause;
    }

    synchronized Buffer soFar() {
        return read.copy();
    }

    synchronized Buffer whole() {
        if (failure != null) {
            throw new AssertionError("the content broke off after " + read.length() + " bytes", failure);
        }
        if (!ended) {
            throw new AssertionError("the content has not ended after " + read.length() + " bytes");
        }
        return read.copy();
    }

    private static Buffer atOnce(Body body) {
        if (body instanceof Body.Whole whole) {
            return whole.bytes();
        }
        if (body instanceof Body.FileRegion file) {
            return part(file);
        }
        if (body instanceof Body.Tunnel) {
            throw new AssertionError("a tunnel is not read");
        }
        return Buffer.buffer();
    }

    private static Buffer part(Body.FileRegion region) {
        try {
            return region.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
