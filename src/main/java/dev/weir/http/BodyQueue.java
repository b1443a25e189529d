package dev.weir.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What a {@link BodyWriter} has written and its reader has not taken: written on any thread, read on the loop. */
final class BodyQueue implements ReadStream<Buffer> {
    private record Chunk(Buffer bytes, Promise<Void> taken) {}

    private enum State {
        OPEN,
        ENDING,
        ENDED,
        FAILED,
        LEFT
    }

    private final Executor loop;
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private final Promise<Void> whole = Promise.promise();
    private State state = State.OPEN;
    private long queued;
    private long limit;
    private long demand;
    private boolean wasFull;
    private boolean delivering;
    private @Nullable Throwable failure;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> failureHandler;
    private @Nullable Handler<Void> drainHandler;
    private @Nullable Handler<Throwable> leftHandler;

    BodyQueue(Executor loop, long limit) {
        this.loop = loop;
        this.limit = limit;
    }

    Future<Void> add(Buffer bytes) {
        Promise<Void> taken = Promise.promise();
        synchronized (this) {
            if (state != State.OPEN) {
                return Future.failedFuture(whyNot());
            }
            chunks.add(new Chunk(bytes, taken));
            queued += bytes.length();
            wasFull |= queued >= limit;
        }
        loop.execute(this::deliver);
        return taken.future();
    }

    Future<Void> end() {
        synchronized (this) {
            if (state != State.OPEN) {
                return Future.failedFuture(whyNot());
            }
            state = State.ENDING;
        }
        loop.execute(this::deliver);
        return whole.future();
    }

    void fail(Throwable cause) {
        List<Chunk> dropped = drop(State.FAILED, cause);
        dropped.forEach(chunk -> chunk.taken.tryFail(cause));
        whole.tryFail(cause);
        loop.execute(this::tellFailure);
    }

    void readerLeft(Throwable cause) {
        boolean told;
        synchronized (this) {
            told = state == State.OPEN || state == State.ENDING;
        }
        List<Chunk> dropped = drop(State.LEFT, cause);
        dropped.forEach(chunk -> chunk.taken.tryFail(cause));
        whole.tryFail(cause);
        if (told) {
            loop.execute(() -> tellLeft(cause));
        }
    }

    private synchronized List<Chunk> drop(State next, Throwable cause) {
        if (state == State.ENDED || state == State.FAILED || state == State.LEFT) {
            return List.of();
        }
        state = next;
        failure = cause;
        queued = 0;
        List<Chunk> dropped = new ArrayList<>(chunks);
        chunks.clear();
        return dropped;
    }

    private Throwable whyNot() {
        Throwable cause = failure;
        return cause == null ? new IllegalStateException("written after the end of the content") : cause;
    }

    synchronized long bytes() {
        return queued;
    }

    synchronized boolean isOpen() {
        return state == State.OPEN;
    }

    synchronized boolean isFull() {
        return queued >= limit;
    }

    synchronized void limit(long bytes) {
        limit = bytes;
    }

    synchronized void onDrain(@Nullable Handler<Void> told) {
        drainHandler = told;
    }

    void onLeft(@Nullable Handler<Throwable> told) {
        Throwable already;
        synchronized (this) {
            leftHandler = told;
            already = state == State.LEFT ? failure : null;
        }
        if (already != null && told != null) {
            loop.execute(() -> told.handle(already));
        }
    }

    /** Hands on what there is, as far as it is asked for. Calls from within a handler leave the rest to the outer one. */
    private void deliver() {
        synchronized (this) {
            if (delivering) {
                return;
            }
            delivering = true;
        }
        try {
            while (deliverOne()) {
                // as long as there is both something and demand for it
            }
        } finally {
            synchronized (this) {
                delivering = false;
            }
        }
    }

    /** Whether there may be more to hand on. */
    private boolean deliverOne() {
        Chunk chunk;
        Handler<Buffer> reader;
        Handler<Void> drained = null;
        synchronized (this) {
            reader = handler;
            if (demand == 0 || reader == null) {
                return false;
            }
            chunk = chunks.poll();
            if (chunk != null) {
                drained = took(chunk);
            } else if (state == State.ENDING) {
                state = State.ENDED;
            } else {
                return false;
            }
        }
        if (chunk == null) {
            tellEnd();
            return false;
        }
        reader.handle(chunk.bytes);
        chunk.taken.tryComplete();
        if (drained != null) {
            drained.handle(null);
        }
        return true;
    }

    /** Called while holding the lock; gives whom to tell that there is room again. */
    private @Nullable Handler<Void> took(Chunk chunk) {
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
        queued -= chunk.bytes.length();
        if (wasFull && queued <= limit / 2) {
            wasFull = false;
            return drainHandler;
        }
        return null;
    }

    private void tellEnd() {
        Handler<Void> told;
        synchronized (this) {
            told = endHandler;
        }
        whole.tryComplete();
        if (told != null) {
            told.handle(null);
        }
    }

    private void tellFailure() {
        Throwable cause;
        Handler<Throwable> told;
        synchronized (this) {
            cause = failure;
            told = failureHandler;
            failureHandler = null;
        }
        if (cause != null && told != null) {
            told.handle(cause);
        }
    }

    private void tellLeft(Throwable cause) {
        Handler<Throwable> told;
        synchronized (this) {
            told = leftHandler;
        }
        if (told != null) {
            told.handle(cause);
        }
    }

    @Override
    public BodyQueue exceptionHandler(@Nullable Handler<Throwable> told) {
        boolean already;
        synchronized (this) {
            failureHandler = told;
            already = state == State.FAILED;
        }
        if (already) {
            loop.execute(this::tellFailure);
        }
        return this;
    }

    @Override
    public synchronized BodyQueue handler(@Nullable Handler<Buffer> reader) {
        handler = reader;
        return this;
    }

    @Override
    public synchronized BodyQueue endHandler(@Nullable Handler<Void> told) {
        endHandler = told;
        return this;
    }

    @Override
    public synchronized BodyQueue pause() {
        demand = 0;
        return this;
    }

    @Override
    public BodyQueue resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public BodyQueue fetch(long amount) {
        synchronized (this) {
            long sum = demand + amount;
            demand = sum < 0 ? Long.MAX_VALUE : sum;
        }
        loop.execute(this::deliver);
        return this;
    }
}
