package dev.weir.http;

import dev.weir.fields.Fields;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetSocket;
import io.vertx.core.streams.ReadStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The content of a message: nothing, bytes at hand, a part of a file, a stream, or (the one escape) a tunnel. */
public sealed interface Body {

    /** The value of {@link #length()} where it is not known beforehand. */
    long UNKNOWN_LENGTH = -1;

    /** No content. */
    static Body none() {
        return None.INSTANCE;
    }

    /**
     * The bytes of {@code buffer}, which must not be changed any more: copies of it may be kept, and sent for it, as long as
     * it is there. Empty bytes are {@link #none()}.
     */
    static Body of(Buffer buffer) {
        return buffer.length() == 0 ? None.INSTANCE : new Whole(buffer);
    }

    /** The number of bytes, or {@link #UNKNOWN_LENGTH}. */
    long length();

    /** Whether it can be read again, by several, at any time. A body that cannot belongs to its request's scope. */
    boolean isRepeatable();

    /**
     * Releases what a one-shot body holds, and stops whoever produces it. Does nothing the second time, nor on a body
     * that has been read to its end, nor on a repeatable one.
     */
    void close();

    /** No content. */
    final class None implements Body {
        static final None INSTANCE = new None();

        private None() {}

        @Override
        public long length() {
            return 0;
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public void close() {}
    }

    /** Bytes at hand, never changed; may be sent to many. */
    record Whole(Buffer bytes) implements Body {
        @Override
        public long length() {
            return bytes.length();
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public void close() {}
    }

    /**
     * A part of a file, sent by the system where it can be.
     *
     * @param offset bytes before the part
     * @param length bytes of the part
     */
    record FileRegion(Path path, long offset, long length) implements Body {
        public FileRegion {
            if (offset < 0 || length < 0) {
                throw new IllegalArgumentException("offset " + offset + ", length " + length + " of " + path);
            }
        }

        /**
         * The bytes of the part, in memory. Blocks.
         *
         * @throws IOException if the file cannot be read, or is shorter than that
         */
        public Buffer read() throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
            try (FileChannel file = FileChannel.open(path)) {
                while (bytes.hasRemaining()) {
                    if (file.read(bytes, offset + bytes.position()) < 0) {
                        throw new EOFException(path + " is shorter than the part of it that is to be sent");
                    }
                }
            }
            return Buffer.buffer(bytes.array());
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public void close() {}
    }

    /**
     * Bytes that come as they are asked for; read once. The stream is paused until its reader has set its handlers, and
     * calls them on the request's event loop ({@link Scope#loop()}). Its exception handler is called at the most once
     * and means that the content is not whole: a reader passes that on as a reset, never as an end.
     */
    final class Stream implements Body {
        private final ReadStream<Buffer> stream;
        private final long length;
        private final Future<Fields> trailers;
        private final Optional<SharedBytes> shared;
        private final Runnable onClose;
        private final AtomicBoolean closed = new AtomicBoolean();
        private final AtomicBoolean claimed = new AtomicBoolean();

        private Stream(
                ReadStream<Buffer> stream,
                long length,
                Future<Fields> trailers,
                Optional<SharedBytes> shared,
                Runnable onClose) {
            this.stream = Objects.requireNonNull(stream);
            this.length = length;
            this.trailers = trailers;
            this.shared = shared;
            this.onClose = onClose;
        }

        /**
         * A body of what {@code stream} brings.
         *
         * @param stream paused
         * @param length bytes, or {@link #UNKNOWN_LENGTH}
         * @param trailers completes, at the latest, when the stream has ended; empty fields where there are none
         * @param onClose stops the producer and releases what is queued; called at the most once, also after the end
         */
        public static Stream of(ReadStream<Buffer> stream, long length, Future<Fields> trailers, Runnable onClose) {
            return new Stream(stream, length, trailers, Optional.empty(), onClose);
        }

        /** As {@link #of(ReadStream, long, Future, Runnable)}, without trailers. */
        public static Stream of(ReadStream<Buffer> stream, long length, Runnable onClose) {
            return of(stream, length, Future.succeededFuture(Fields.empty()), onClose);
        }

        /** A body of {@code bytes}, which {@code stream} brings too, to whoever reads it. */
        public static Stream of(SharedBytes bytes, ReadStream<Buffer> stream, Runnable onClose) {
            return new Stream(
                    stream, bytes.length(), Future.succeededFuture(Fields.empty()), Optional.of(bytes), onClose);
        }

        /** Whether the caller is the first to read the content whole, and it is not closed. */
        boolean claim() {
            return claimed.compareAndSet(false, true) && !closed.get();
        }

        /** The bytes; paused until the reader resumes or fetches. */
        public ReadStream<Buffer> stream() {
            return stream;
        }

        /** The bytes that the stream brings, where they are at hand: good for ever, whether this body is closed or not. */
        public Optional<SharedBytes> shared() {
            return shared;
        }

        /** The trailer section (RFC 9110 §6.5): there when the stream has ended, empty where none came. */
        public Future<Fields> trailers() {
            return trailers;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                onClose.run();
            }
        }
    }

    /**
     * What follows is no longer HTTP: behind a 101 (RFC 9110 §15.2.2) or a 2xx to CONNECT (§9.3.6) the connection is
     * handed over.
     */
    sealed interface Tunnel extends Body {

        /** Hands the connection's bytes to {@code opened} once the head has been sent; paused until it resumes. */
        static Tunnel raw(Consumer<NetSocket> opened) {
            return raw(opened, () -> {});
        }

        /** As {@link #raw(Consumer)}; {@code onClose} runs if the connection is never handed over, and only then. */
        static Tunnel raw(Consumer<NetSocket> opened, Runnable onClose) {
            AtomicBoolean settled = new AtomicBoolean();
            return new Raw(
                    socket -> {
                        if (settled.compareAndSet(false, true)) {
                            opened.accept(socket);
                        } else {
                            socket.close(); // whoever would take it was told that it never comes
                        }
                    },
                    () -> {
                        if (settled.compareAndSet(false, true)) {
                            onClose.run();
                        }
                    });
        }

        /** Completes the WebSocket handshake and hands the socket to {@code opened}. */
        static Tunnel webSocket(Consumer<ServerWebSocket> opened) {
            return new WebSocket(opened);
        }

        @Override
        default long length() {
            return UNKNOWN_LENGTH;
        }

        @Override
        default boolean isRepeatable() {
            return false;
        }

        /** The connection's bytes. */
        record Raw(Consumer<NetSocket> opened, Runnable onClose) implements Tunnel {
            @Override
            public void close() {
                onClose.run();
            }
        }

        /** The messages of a WebSocket. */
        record WebSocket(Consumer<ServerWebSocket> opened) implements Tunnel {
            @Override
            public void close() {}
        }
    }
}
