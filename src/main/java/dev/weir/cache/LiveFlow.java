package dev.weir.cache;

import dev.weir.cache.LiveReader.Link;
import dev.weir.fields.Vary;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.Response;
import dev.weir.http.Scope;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What one run brings, for all who listen. It is asked for the next chunk once somebody has read half of what a client may
 * be behind: so it goes at the pace of the fastest, is not held up by the others, and nobody is dropped only because the
 * handler can send faster than any network.
 */
final class LiveFlow {
    /** What a chunk costs beside its bytes, so that many small ones count too. */
    private static final int OVERHEAD = 96;

    private final Live live;
    private final Scope scope;
    private final Response head;
    private final Vary vary;
    private final Body.Stream source;
    private final Records records;
    private final Runnable onOver;
    private final long half;
    private final Set<LiveReader> readers = ConcurrentHashMap.newKeySet();
    private Link tail = Link.beginning();
    private boolean over;
    private boolean asked;
    private volatile boolean paused;

    /** @param onOver told when nobody can join any more */
    LiveFlow(Live live, Scope scope, Response head, Body.Stream source, Records records, Runnable onOver) {
        this.live = live;
        this.scope = scope;
        this.head = head;
        this.vary = Vary.of(head.fields());
        this.source = source;
        this.records = records;
        this.onOver = onOver;
        this.half = live.queue() / 2;
        live.running.increment();
    }

    Vary vary() {
        return vary;
    }

    /** Asks for the first chunk, once those who have waited are admitted. On the run's event loop, as what follows. */
    void start() {
        if (readers.isEmpty()) {
            abandon();
            return;
        }
        source.stream().exceptionHandler(this::ended);
        source.stream().endHandler(end -> ended(null));
        source.stream().handler(this::chunk);
        pull();
    }

    /**
     * Lets {@code client} read what is sent from now on. On the client's event loop.
     *
     * @return gives it its answer; empty where it is over
     */
    Optional<Runnable> admit(LiveClient client) {
        LiveReader reader;
        synchronized (this) {
            if (over) {
                return Optional.empty();
            }
            reader = new LiveReader(client.request().scope().loop(), this, tail);
            readers.add(reader);
        }
        live.listening.increment();
        return Optional.of(() -> {
            client.reply(response(client, reader));
            hasRead(reader);
        });
    }

    private Response response(LiveClient client, LiveReader reader) {
        // Trailers speak of the content from its beginning.
        Body body = Body.Stream.of(reader, Body.UNKNOWN_LENGTH, () -> leave(reader));
        client.request().scope().own(body);
        client.request().scope().onDrain(() -> reader.stopBehind(tail()));
        return head.withBody(body);
    }

    private synchronized Link tail() {
        return tail;
    }

    private void chunk(Buffer bytes) {
        asked = false;
        List<LiveReader> behind = new ArrayList<>(0);
        synchronized (this) {
            if (over) {
                return;
            }
            for (LiveReader reader : readers) {
                if (lag(reader) > live.queue()) {
                    behind.add(reader);
                }
            }
            int end = records.firstEnd(bytes);
            tail = tail.add(bytes, end, records.isBetween(), tail.position() + bytes.length() + OVERHEAD);
        }
        for (LiveReader reader : behind) {
            live.dropped.increment();
            reader.drop(new CancelledException(Cancellation.STALLED));
            leave(reader);
        }
        readers.forEach(LiveReader::wake);
        pull();
    }

    private long lag(LiveReader reader) {
        return tail.position() - reader.position();
    }

    /** Asks for the next chunk if somebody is ready for it. */
    private void pull() {
        if (asked || isOver()) {
            return;
        }
        if (!isWanted()) {
            paused = true;
            // Who has read meanwhile may not have seen that.
            if (!isWanted()) {
                return;
            }
        }
        paused = false;
        asked = true;
        source.stream().fetch(1);
    }

    private synchronized boolean isOver() {
        return over;
    }

    private synchronized boolean isWanted() {
        for (LiveReader reader : readers) {
            if (lag(reader) <= half) {
                return true;
            }
        }
        return false;
    }

    /** {@code reader} may have made room. From any thread. */
    void hasRead(LiveReader reader) {
        if (paused) {
            boolean ready;
            synchronized (this) {
                ready = lag(reader) <= half;
            }
            if (ready) {
                scope.loop().execute(this::pull);
            }
        }
    }

    private void ended(@Nullable Throwable cause) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            tail = tail.end(cause);
        }
        readers.forEach(LiveReader::wake);
        close();
    }

    /** {@code reader} reads no more. From any thread. */
    void leave(LiveReader reader) {
        synchronized (this) {
            if (!readers.remove(reader)) {
                return;
            }
        }
        reader.close();
        live.listening.decrement();
        if (readers.isEmpty()) {
            abandon();
        }
    }

    /** Nobody wants it any more, unless somebody has come meanwhile. */
    private void abandon() {
        synchronized (this) {
            if (over || !readers.isEmpty()) {
                return;
            }
            over = true;
        }
        scope.cancel(Cancellation.ABANDONED);
        close();
    }

    /** Nobody finds it any more, and what the handler has left to be released is. */
    private void close() {
        onOver.run();
        live.running.decrement();
        scope.loop().execute(scope::close);
    }
}
