package dev.weir.wire;

import dev.weir.http.Body;
import dev.weir.http.Time;
import dev.weir.support.CountedStream;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Another stream, whose first bytes are a while in coming. */
final class Delayed implements ReadStream<Buffer> {
    private final CountedStream stream;
    private final Time time;
    private final long millis;
    private boolean asked;

    Delayed(CountedStream stream, Time time, long millis) {
        this.stream = stream;
        this.time = time;
        this.millis = millis;
    }

    Body body() {
        return Body.Stream.of(this, Body.UNKNOWN_LENGTH, () -> {});
    }

    @Override
    public Delayed exceptionHandler(@Nullable Handler<Throwable> other) {
        stream.exceptionHandler(other);
        return this;
    }

    @Override
    public Delayed handler(@Nullable Handler<Buffer> other) {
        stream.handler(other);
        return this;
    }

    @Override
    public Delayed endHandler(@Nullable Handler<Void> other) {
        stream.endHandler(other);
        return this;
    }

    @Override
    public Delayed pause() {
        stream.pause();
        return this;
    }

    @Override
    public Delayed resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public Delayed fetch(long amount) {
        if (!asked) {
            asked = true;
            time.after(Duration.ofMillis(millis), () -> stream.fetch(amount));
        }
        return this;
    }
}
