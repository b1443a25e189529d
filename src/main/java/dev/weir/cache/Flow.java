package dev.weir.cache;

import static java.util.Comparator.comparingLong;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.Registration;
import dev.weir.http.Scope;
import dev.weir.http.Time;
import dev.weir.store.Content;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A content on its way from the handler below to all who read it. What is to be stored is kept whole; what is not is a
 * window, read at the fastest reader's pace until it is full, then at the slowest's. Everything happens in the fill's
 * mailbox; the readers' streams live on their own event loops.
 */
final class Flow {
    /** What a reader gets at a time, in bytes, about. */
    private static final long BATCH = 64 << 10;

    /** Pieces asked for at a time of what is to be stored. */
    private static final int AHEAD = 4;

    /** Whom a flow tells what has become of it. */
    interface Listener {
        /** It will not be stored after all. */
        void notStored();

        /** Its beginning is not held any more. */
        void closedToLatecomers();

        /** All has come. */
        void whole();

        /** It broke off; the readers know. */
        void broken(Throwable cause);

        /** The last reader has gone. */
        void deserted();
    }

    private final class Reader {
        private final Scope scope;
        private final PulledStream stream;
        private long offset;
        private boolean hungry;
        private long progress = time.ticks();

        Reader(Scope scope) {
            this.scope = scope;
            this.stream = new PulledStream(
                    scope.loop(),
                    taken -> home.execute(() -> want(this, taken)),
                    () -> home.execute(() -> leave(this)));
        }

        void fail(Throwable cause) {
            scope.loop().execute(() -> stream.fail(cause));
        }
    }

    private final Mailbox home;
    private final Time time;
    private final CacheState state;
    private final Body.Stream source;
    private final Listener listener;
    private final long length;
    private final Window window;
    private final Set<Reader> readers = new LinkedHashSet<>();
    private final Offsets offsets = new Offsets();
    private boolean storing;
    private boolean ended;
    private boolean over;
    private long asked;
    private Registration stallWatch = Registration.NONE;
    /** By which a watch is known that could not be called off any more. */
    private int watch;

    /**
     * @param length bytes, or {@link Body#UNKNOWN_LENGTH}
     * @param storing whether all of it is to be kept; there is room for a known length already
     */
    Flow(
            Mailbox home,
            Time time,
            CacheState state,
            Body.Stream source,
            long length,
            Window window,
            boolean storing,
            Listener listener) {
        this.home = home;
        this.time = time;
        this.state = state;
        this.source = source;
        this.length = length;
        this.window = window;
        this.storing = storing;
        this.listener = listener;
    }

    void start() {
        source.stream()
                .exceptionHandler(cause -> home.execute(() -> breakOff(cause)))
                .endHandler(end -> home.execute(this::end))
                .handler(bytes -> home.execute(() -> take(bytes)));
        pull();
    }

    private void take(Buffer bytes) {
        asked--;
        if (over || ended || bytes.length() == 0) {
            pull();
            return;
        }
        long received = window.end() + bytes.length();
        if (length != Body.UNKNOWN_LENGTH && received > length) {
            breakOff(new IOException("a content is longer than the " + length + " bytes it was said to have"));
            return;
        }
        boolean fits = received <= state.settings().maxBodyBytes() && window.makeRoom(Window.cost(bytes.length()));
        if (storing && !fits) {
            storing = false;
            listener.notStored();
            if (over) {
                return; // nobody is left who wants it
            }
        }
        window.add(bytes);
        serveAll();
        pull();
    }

    /** Asks for more where it may be had; exact, since a source may bring at once all it is asked for. */
    private void pull() {
        if (asked > 0 || over || ended) {
            return;
        }
        if (mayRead()) {
            unwatch();
            asked = storing ? AHEAD : 1;
            source.stream().fetch(asked);
        } else if (stallWatch == Registration.NONE) {
            int own = ++watch;
            stallWatch = time.after(
                    state.settings().stallLimit(),
                    () -> home.execute(() -> {
                        if (own == watch) {
                            dropTheStalled();
                        }
                    }));
        }
    }

    private void unwatch() {
        watch++;
        stallWatch.remove();
        stallWatch = Registration.NONE;
    }

    private boolean mayRead() {
        if (storing || !isFull()) {
            return true;
        }
        long before = window.start();
        window.trim(offsets.least(window.end()));
        if (before == 0 && window.start() > 0) {
            listener.closedToLatecomers();
        }
        return !isFull();
    }

    /** Always room for one piece, or nothing would ever move. */
    private boolean isFull() {
        long size = window.size();
        return size >= state.settings().windowBytes() || (size > 0 && !window.makeRoom(Window.cost(1)));
    }

    /**
     * Drops those for whom others have waited too long, and for whom they would have to next: from the slowest up to the
     * first that gets on. Where nobody waits, who stands still is nobody's business but the edge's.
     */
    private void dropTheStalled() {
        stallWatch = Registration.NONE;
        if (readers.stream().anyMatch(reader -> reader.hungry)) {
            stalledOnes().forEach(reader -> {
                remove(reader);
                reader.fail(new CancelledException(Cancellation.STALLED));
            });
        }
        pull();
    }

    private List<Reader> stalledOnes() {
        long since = time.ticks() - state.settings().stallLimit().toNanos();
        return readers.stream()
                .sorted(comparingLong((Reader reader) -> reader.offset).thenComparingLong(reader -> reader.progress))
                .takeWhile(reader -> !reader.hungry && reader.progress - since <= 0)
                .toList();
    }

    private void end() {
        if (over || ended) {
            return;
        }
        if (length != Body.UNKNOWN_LENGTH && window.end() != length) {
            breakOff(new IOException(
                    "a content ended after " + window.end() + " of the " + length + " bytes it was said to have"));
            return;
        }
        ended = true;
        unwatch();
        listener.whole();
        serveAll();
    }

    /** Nobody gets half a content that looks whole. */
    void breakOff(Throwable cause) {
        if (over || ended) {
            return;
        }
        List<Reader> reading = List.copyOf(readers);
        stop();
        reading.forEach(reader -> reader.fail(cause));
        listener.broken(cause);
    }

    /** Lets go of everything and everybody. */
    void stop() {
        over = true;
        unwatch();
        List.copyOf(readers).forEach(this::remove);
        window.drop();
    }

    /** Stops those who read, too. */
    void stop(Throwable cause) {
        List<Reader> reading = List.copyOf(readers);
        stop();
        reading.forEach(reader -> reader.fail(cause));
    }

    /**
     * A body for one more reader, from the beginning.
     *
     * @param trailers what of the trailers is for that reader
     */
    Body open(Scope scope, UnaryOperator<Fields> trailers) {
        Reader reader = new Reader(scope);
        readers.add(reader);
        offsets.add(reader.offset);
        state.counters().waiting.increment();
        Runnable onClose = () -> home.execute(() -> leave(reader));
        return scope.own(Body.Stream.of(reader.stream, length, source.trailers().map(trailers), onClose));
    }

    private void want(Reader reader, long offset) {
        if (readers.contains(reader)) {
            offsets.remove(reader.offset);
            offsets.add(offset);
            reader.offset = offset;
            reader.hungry = true;
            reader.progress = time.ticks();
            serve(reader);
            pull();
        }
    }

    private void serveAll() {
        readers.forEach(this::serve);
    }

    private void serve(Reader reader) {
        if (!reader.hungry) {
            return;
        }
        List<Buffer> batch = window.read(reader.offset, BATCH);
        long to = reader.offset;
        for (Buffer bytes : batch) {
            to += bytes.length();
        }
        boolean last = ended && to == window.end();
        if (batch.isEmpty() && !last) {
            return;
        }
        reader.hungry = false;
        reader.scope.loop().execute(() -> reader.stream.offer(batch, last));
    }

    private void leave(Reader reader) {
        if (!readers.contains(reader)) {
            return;
        }
        remove(reader);
        if (readers.isEmpty()) {
            listener.deserted();
        }
        pull();
    }

    private void remove(Reader reader) {
        if (readers.remove(reader)) {
            offsets.remove(reader.offset);
            state.counters().waiting.decrement();
        }
    }

    /** All that came, as a content that its readers go on reading. Once, when it is whole. */
    Content toContent() {
        return window.toContent();
    }

    boolean isStoring() {
        return storing;
    }

    boolean isEnded() {
        return ended;
    }

    boolean hasReaders() {
        return !readers.isEmpty();
    }

    /** Whether who comes now can still read from the beginning. */
    boolean isOpenToLatecomers() {
        return !ended && !over && window.start() == 0;
    }

    /** Bytes that have come. */
    long received() {
        return window.end();
    }

    /** Whether it is worth going on with nobody reading: it will be stored, and more than half of it is there. */
    boolean isWorthKeeping() {
        return storing && length != Body.UNKNOWN_LENGTH && window.end() * 2 >= length;
    }
}
