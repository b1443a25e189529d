package dev.weir.cache;

import dev.weir.http.Body;
import dev.weir.store.Content;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A content on its way to the one client whose request it answers, of which the bytes are kept as they pass. When the last
 * has passed, they are a content for the store; when the client or the origin breaks off, or the budget has no room, they
 * are let go.
 */
final class Keeping implements ReadStream<Buffer> {
    private final Body.Stream source;
    private final long length;
    private final CacheState state;
    private final Window window;
    private final Consumer<Content> whole;
    private boolean keeping = true;

    private Keeping(Body.Stream source, long length, CacheState state, Consumer<Content> whole) {
        this.source = source;
        this.length = length;
        this.state = state;
        this.window = new Window(state.budget());
        this.whole = whole;
    }

    /**
     * What {@code body} is, kept while it is read.
     *
     * @param length its bytes, or {@link Body#UNKNOWN_LENGTH}
     * @param whole is given what was kept, and does not release it
     */
    static Body of(Body body, long length, CacheState state, Consumer<Content> whole) {
        if (length > state.settings().maxBodyBytes()) {
            return body;
        }
        if (body instanceof Body.Stream stream) {
            Keeping keeping = new Keeping(stream, length, state, whole);
            return Body.Stream.of(keeping, stream.length(), stream.trailers(), keeping::close);
        }
        if (body instanceof Body.Whole bytes && (length == Body.UNKNOWN_LENGTH || length == bytes.length())) {
            state.keep(List.of(bytes.bytes())).ifPresent(content -> {
                whole.accept(content);
                content.release();
            });
        }
        return body;
    }

    private synchronized void keep(Buffer bytes) {
        if (!keeping || bytes.length() == 0) {
            return;
        }
        boolean fits = window.end() + bytes.length() <= state.settings().maxBodyBytes()
                && window.makeRoom(Window.cost(bytes.length()));
        if (fits) {
            window.add(bytes);
        } else {
            letGo();
        }
    }

    private synchronized void letGo() {
        keeping = false;
        window.drop();
    }

    private synchronized void end() {
        if (keeping && (length == Body.UNKNOWN_LENGTH || window.end() == length)) {
            keeping = false;
            Content content = window.toContent();
            whole.accept(content);
            content.release();
        }
        letGo();
    }

    private void close() {
        letGo();
        source.close();
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> reader) {
        source.stream()
                .handler(
                        reader == null
                                ? null
                                : bytes -> {
                                    keep(bytes);
                                    reader.handle(bytes);
                                });
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> told) {
        source.stream()
                .endHandler(
                        told == null
                                ? null
                                : ended -> {
                                    end();
                                    told.handle(null);
                                });
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> told) {
        source.stream()
                .exceptionHandler(
                        told == null
                                ? null
                                : cause -> {
                                    letGo();
                                    told.handle(cause);
                                });
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        source.stream().pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        source.stream().resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        source.stream().fetch(amount);
        return this;
    }
}
