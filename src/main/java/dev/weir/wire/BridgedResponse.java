package dev.weir.wire;

import dev.weir.fields.FieldLines;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.BodyWriter;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.MimeMapping;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.NetSocket;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What Vert.x code writes as a response, caught as a {@link Response}: whole where it is ended at once, a part of a file
 * where one is sent, a stream with back-pressure else. So filters, and a cache, around a Router see what it answers.
 */
final class BridgedResponse extends BridgedHead {
    private final ContextInternal context;
    private final Promise<Response> answer = Promise.promise();
    private @Nullable BodyWriter writer;
    private @Nullable Handler<Void> headersEndHandler;
    private @Nullable Handler<Void> bodyEndHandler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Void> closeHandler;
    private @Nullable Handler<Void> drainHandler;
    private @Nullable Handler<Throwable> exceptionHandler;
    private boolean headWritten;
    private boolean ended;
    private boolean closed;
    private long bytesWritten;
    private int queueSize;

    BridgedResponse(Request request, ContextInternal context) {
        super(request);
        this.context = context;
        request.scope().onCancel(this::cancelled);
        request.scope().onEnd(sent -> over());
    }

    Future<Response> answer() {
        return answer.future();
    }

    void fail(Throwable cause) {
        answer.tryFail(cause);
    }

    private void cancelled(Cancellation cause) {
        if (closed) {
            return;
        }
        closed = true;
        answer.tryFail(new CancelledException(cause));
        if (exceptionHandler != null) {
            context.dispatch(new CancelledException(cause), exceptionHandler);
        }
        if (closeHandler != null) {
            context.dispatch(null, closeHandler);
        }
    }

    private void over() {
        if (!closed && ended && endHandler != null) {
            context.dispatch(null, endHandler);
        }
    }

    @Override
    void checkHead() {
        if (headWritten) {
            throw new IllegalStateException("Response head already sent");
        }
    }

    private void checkOpen() {
        if (ended) {
            throw new IllegalStateException("Response has already been written");
        }
    }

    private void answer(Body body) {
        answer(getStatusCode(), body);
    }

    private void answer(int status, Body body) {
        if (headersEndHandler != null) {
            headersEndHandler.handle(null);
        }
        headWritten = true;
        try {
            Response response = Response.of(status, fields(), body);
            if (!answer.tryComplete(response)) {
                body.close();
            }
        } catch (IllegalArgumentException e) {
            body.close();
            answer.tryFail(e);
        }
    }

    private BodyWriter open() {
        BodyWriter open = writer;
        if (open == null) {
            open = BodyWriter.of(request.scope(), declaredLength());
            if (queueSize > 0) {
                open.setWriteQueueMaxSize(queueSize);
            }
            open.drainHandler(drainHandler == null ? null : this::drained);
            open.exceptionHandler(this::readerLeft);
            writer = open;
            answer(open.body());
        }
        return open;
    }

    private void drained(@Nullable Void ignored) {
        if (drainHandler != null) {
            context.dispatch(null, drainHandler);
        }
    }

    private void readerLeft(Throwable cause) {
        if (!closed && exceptionHandler != null) {
            context.dispatch(cause, exceptionHandler);
        }
    }

    @Override
    public Future<Void> write(Buffer data) {
        checkOpen();
        bytesWritten += data.length();
        return open().write(data);
    }

    @Override
    public Future<Void> write(String chunk) {
        return write(Buffer.buffer(chunk));
    }

    @Override
    public Future<Void> write(String chunk, String encoding) {
        return write(Buffer.buffer(chunk, encoding));
    }

    @Override
    public Future<Void> writeHead() {
        checkHead();
        BodyWriter opened = open();
        return opened.isOpen() ? context.succeededFuture() : context.failedFuture("the client has left");
    }

    @Override
    public Future<Void> end() {
        return end(Buffer.buffer());
    }

    @Override
    public Future<Void> end(String chunk) {
        return end(Buffer.buffer(chunk));
    }

    @Override
    public Future<Void> end(String chunk, String encoding) {
        return end(Buffer.buffer(chunk.getBytes(Charset.forName(encoding))));
    }

    @Override
    public Future<Void> end(Buffer last) {
        checkOpen();
        bytesWritten += last.length();
        Future<Void> done = context.succeededFuture();
        if (writer == null && !trailers().isEmpty()) {
            open();
        }
        if (writer == null) {
            answer(Body.of(last));
        } else {
            if (last.length() > 0) {
                writer.write(last);
            }
            done = writer.end(trailerSection());
        }
        return ended(done);
    }

    private Future<Void> ended(Future<Void> done) {
        ended = true;
        if (bodyEndHandler != null) {
            context.dispatch(null, bodyEndHandler);
        }
        return done;
    }

    @Override
    public Future<Void> sendFile(String filename, long offset, long length) {
        checkHead();
        checkOpen();
        headWritten = true;
        Path path = context.owner().fileResolver().resolve(filename).toPath();
        return context.executeBlocking(() -> Files.size(path), false)
                .onFailure(missing -> headWritten = false)
                .compose(size -> sendRegion(path, offset, Math.min(length, size - offset)));
    }

    /** Complete when it has been sent, since that is when files made for the purpose are deleted. */
    private Future<Void> sendRegion(Path path, long offset, long length) {
        if (offset < 0 || length < 0) {
            headWritten = false;
            return context.failedFuture("offset " + offset + " and length " + length + " are not within " + path);
        }
        if (!headers().contains(HttpHeaders.CONTENT_TYPE)) {
            String type = MimeMapping.mimeTypeForFilename(path.getFileName().toString());
            headers().set(HttpHeaders.CONTENT_TYPE, type == null ? "application/octet-stream" : type);
        }
        Promise<Void> sent = Promise.promise();
        request.scope().onEnd(end -> {
            if (request.scope().isCancelled()) {
                sent.tryFail(new CancelledException(Cancellation.CLIENT_GONE));
            } else {
                sent.tryComplete();
            }
        });
        bytesWritten += length;
        answer(new Body.FileRegion(path, offset, length));
        return ended(sent.future());
    }

    @Override
    public Future<Void> sendFile(FileChannel channel, long offset, long length) {
        return context.failedFuture(new UnsupportedOperationException("send a file by its name"));
    }

    @Override
    public Future<Void> sendFile(RandomAccessFile file, long offset, long length) {
        return context.failedFuture(new UnsupportedOperationException("send a file by its name"));
    }

    Future<ServerWebSocket> webSocket() {
        Promise<ServerWebSocket> opened = Promise.promise();
        ended = true;
        request.scope().onCancel(cause -> opened.tryFail(new CancelledException(cause)));
        answer(101, Body.Tunnel.webSocket(socket -> context.dispatch(socket, opened::tryComplete)));
        return opened.future();
    }

    Future<NetSocket> netSocket() {
        Promise<NetSocket> opened = Promise.promise();
        ended = true;
        request.scope().onCancel(cause -> opened.tryFail(new CancelledException(cause)));
        int status = request.method().equals("CONNECT") ? 200 : 101;
        answer(status, Body.Tunnel.raw(socket -> context.dispatch(socket, opened::tryComplete)));
        return opened.future();
    }

    /** Nothing to do: 100 is sent when the content is first asked for. */
    @Override
    public Future<Void> writeContinue() {
        return context.succeededFuture();
    }

    @Override
    public Future<Void> writeEarlyHints(MultiMap hints) {
        FieldLines.Builder fields = FieldLines.builder();
        hints.forEach(fields::add);
        Fields lines = fields.build();
        return request.inform(103, lines);
    }

    @Override
    public Future<Void> reset(long code) {
        CancelledException broken = new CancelledException(Cancellation.ABANDONED);
        ended = true;
        answer.tryFail(broken);
        if (writer != null) {
            writer.fail(broken);
        }
        return context.succeededFuture();
    }

    @Override
    public Future<Boolean> cancel() {
        boolean inTime = !ended;
        return inTime ? reset(0).map(done -> true) : context.succeededFuture(false);
    }

    @Override
    public Future<HttpServerResponse> push(HttpMethod method, HostAndPort authority, String path, MultiMap more) {
        return context.failedFuture(new UnsupportedOperationException("browsers have given up on pushes"));
    }

    @Override
    public Future<Void> writeCustomFrame(int type, int flags, Buffer payload) {
        return context.failedFuture(new UnsupportedOperationException("no frames of one's own here"));
    }

    @Override
    public Future<Void> writeAltSvc(String value) {
        return context.failedFuture(new UnsupportedOperationException("set the field Alt-Svc"));
    }

    @Override
    public HttpServerResponse setWriteQueueMaxSize(int bytes) {
        queueSize = bytes;
        if (writer != null) {
            writer.setWriteQueueMaxSize(bytes);
        }
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return writer != null && writer.writeQueueFull();
    }

    @Override
    public HttpServerResponse drainHandler(@Nullable Handler<Void> handler) {
        drainHandler = handler;
        if (writer != null) {
            writer.drainHandler(this::drained);
        }
        return this;
    }

    @Override
    public HttpServerResponse exceptionHandler(@Nullable Handler<Throwable> handler) {
        exceptionHandler = handler;
        return this;
    }

    @Override
    public HttpServerResponse closeHandler(@Nullable Handler<Void> handler) {
        closeHandler = handler;
        return this;
    }

    @Override
    public HttpServerResponse endHandler(@Nullable Handler<Void> handler) {
        endHandler = handler;
        return this;
    }

    @Override
    public HttpServerResponse headersEndHandler(@Nullable Handler<Void> handler) {
        headersEndHandler = handler;
        return this;
    }

    @Override
    public HttpServerResponse bodyEndHandler(@Nullable Handler<Void> handler) {
        bodyEndHandler = handler;
        return this;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public boolean headWritten() {
        return headWritten;
    }

    @Override
    public long bytesWritten() {
        return bytesWritten;
    }

    @Override
    public long streamId() {
        return -1;
    }
}
