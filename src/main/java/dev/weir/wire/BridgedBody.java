package dev.weir.wire;

import dev.weir.http.Body;
import dev.weir.http.BodyWriter;
import dev.weir.http.Request;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpEventHandler;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * A request's content as Vert.x code reads it: it flows as soon as somebody listens, unless it was paused. Nobody
 * listening, it stays where it is, and the edge throws it away.
 */
final class BridgedBody {
    private final Request request;
    private final ContextInternal context;
    private final HttpServerRequest owner;
    private final HttpEventHandler events;
    private final MultiMap formAttributes = MultiMap.caseInsensitiveMultiMap();
    private @Nullable ReadStream<Buffer> source;
    private @Nullable FormReader form;
    private @Nullable Handler<HttpServerFileUpload> uploadHandler;
    private boolean paused;
    private boolean flowing;
    private boolean ended;
    private long bytesRead;

    BridgedBody(Request request, ContextInternal context, HttpServerRequest owner) {
        this.request = request;
        this.context = context;
        this.owner = owner;
        this.events = new HttpEventHandler(context);
    }

    private ReadStream<Buffer> source() {
        ReadStream<Buffer> open = source;
        if (open == null) {
            open = open(request);
            source = open;
            open.handler(this::chunk);
            open.endHandler(end -> ended());
            open.exceptionHandler(this::failed);
        }
        return open;
    }

    private static ReadStream<Buffer> open(Request request) {
        if (request.body() instanceof Body.Stream stream) {
            return stream.stream();
        }
        BodyWriter writer = BodyWriter.of(request.scope());
        if (request.body() instanceof Body.Whole whole) {
            writer.write(whole.bytes());
        }
        writer.end();
        return writer.body().stream();
    }

    private void chunk(Buffer bytes) {
        bytesRead += bytes.length();
        FormReader reader = form;
        if (reader != null) {
            try {
                reader.offer(bytes);
            } catch (RuntimeException e) {
                form = null;
                failed(e);
            }
        }
        events.handleChunk(bytes);
    }

    private void ended() {
        ended = true;
        FormReader reader = form;
        if (reader != null) {
            form = null;
            try {
                reader.finish(formAttributes);
            } catch (RuntimeException e) {
                failed(e);
                return;
            }
        }
        events.handleEnd();
    }

    private void failed(Throwable cause) {
        ended = true;
        FormReader reader = form;
        if (reader != null) {
            form = null;
            reader.fail(cause);
        }
        events.handleException(cause);
    }

    /** Behind what the caller is about to say further, as Vert.x does it. */
    private void listened() {
        if (!flowing && !paused && !ended) {
            flowing = true;
            context.runOnContext(later -> {
                if (!paused && !ended) {
                    source().resume();
                }
            });
        }
    }

    void handler(@Nullable Handler<Buffer> handler) {
        if (handler != null) {
            checkEnded();
            events.chunkHandler(handler);
            listened();
        } else {
            events.chunkHandler(null);
        }
    }

    void endHandler(@Nullable Handler<Void> handler) {
        if (handler != null) {
            checkEnded();
            events.endHandler(handler);
            listened();
        } else {
            events.endHandler(null);
        }
    }

    void exceptionHandler(@Nullable Handler<Throwable> handler) {
        events.exceptionHandler(handler);
    }

    void pause() {
        paused = true;
        if (flowing && !ended) {
            flowing = false;
            source().pause();
        }
    }

    void fetch(long amount) {
        paused = false;
        if (!ended) {
            flowing = true;
            source().fetch(amount);
        }
    }

    Future<Buffer> whole() {
        checkEnded();
        Future<Buffer> whole = events.body();
        listened();
        return whole;
    }

    Future<Void> end() {
        checkEnded();
        Future<Void> end = events.end();
        listened();
        return end;
    }

    private void checkEnded() {
        if (ended) {
            throw new IllegalStateException("Request has already been read");
        }
    }

    boolean isEnded() {
        return ended;
    }

    long bytesRead() {
        return bytesRead;
    }

    void expectForm(boolean expect) {
        checkEnded();
        if (!expect) {
            form = null;
        } else if (form == null) {
            form = FormReader.of(owner, context, () -> uploadHandler);
        }
    }

    boolean expectsForm() {
        return form != null;
    }

    void uploadHandler(@Nullable Handler<HttpServerFileUpload> handler) {
        uploadHandler = handler;
    }

    MultiMap formAttributes() {
        return formAttributes;
    }
}
