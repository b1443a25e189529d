package dev.weir.wire;

import dev.weir.http.SharedBytes;
import dev.weir.http.Time;
import java.lang.ref.WeakReference;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies, in files, of large contents that are sent again and again. Whatever is sent from the heap is copied to the
 * system each time; from a file the system sends the bytes that it has. A copy is made while its content is sent from the
 * heap, up to a bound, and the one that was least lately sent goes first. For one server on one event loop.
 */
final class FileCopies {
    /** The most that one server keeps on one event loop, in bytes. */
    static final long MOST = 32 << 20;

    /** All may have this part of what the heap may be. */
    private static final int SHARE = 4;

    /** What a copy counts at least, in bytes, so that there are not too many open files. */
    private static final int LEAST = 256 << 10;

    /** Places to remember what was sent once: a power of two. Two contents in one place forget each other. */
    private static final int PLACES = 512;

    /**
     * What was sent within this time stays: where more is asked for again and again than there is room for, some of it is
     * sent from files, and not all of it copied each time.
     */
    static final Duration RECENT = Duration.ofSeconds(10);

    /** How long no copy is made after one could not be. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(FileCopies.class);

    /** What there is a copy of, without keeping that in memory. */
    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object identity) {
            super(identity);
            this.hash = System.identityHashCode(identity);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            Object mine = get();
            return this == other || (mine != null && other instanceof Key key && key.get() == mine);
        }
    }

    private static final class Copy {
        final OpenFile file;
        final long length;
        long sent;

        Copy(OpenFile file, long length, long sent) {
            this.file = file;
            this.length = length;
            this.sent = sent;
        }
    }

    private final Path directory;
    private final long limit;
    private final Time time;
    private final Blocking blocking;
    private final Executor workers;
    private final Map<Key, Copy> copies = new LinkedHashMap<>(16, 0.75f, true);
    private final int[] sentOnce = new int[PLACES];
    private long used;
    private boolean copying;
    private @Nullable Long failed;
    private boolean told;
    private boolean closed;

    /** Of the size that is right for this machine and this heap. */
    static FileCopies create(Time time, Blocking blocking, Executor workers) {
        Runtime java = Runtime.getRuntime();
        return new FileCopies(
                Path.of(System.getProperty("java.io.tmpdir")),
                Math.min(MOST, java.maxMemory() / SHARE / java.availableProcessors()),
                time,
                blocking,
                workers);
    }

    /** @param limit bytes, of copies that are kept and of those that are still being sent */
    FileCopies(Path directory, long limit, Time time, Blocking blocking, Executor workers) {
        this.directory = directory;
        this.limit = limit;
        this.time = time;
        this.blocking = blocking;
        this.workers = workers;
    }

    /** A copy to send {@code bytes} from, held for the caller; none where there is none yet, or no room for one. */
    Optional<OpenFile> of(SharedBytes bytes) {
        if (cost(bytes.length()) > limit || closed) {
            return Optional.empty();
        }
        Key key = new Key(bytes.identity());
        Copy copy = copies.get(key);
        if (copy != null && copy.length != bytes.length()) {
            copies.remove(key); // somebody has changed what he should not have
            copy.file.release();
            return Optional.empty();
        }
        if (copy == null) {
            if (!isFirst(key.hashCode()) && mayCopy() && makeRoom(cost(bytes.length()))) {
                copy(key, bytes);
            }
            return Optional.empty();
        }
        copy.sent = time.ticks();
        copy.file.hold();
        return Optional.of(copy.file);
    }

    private static long cost(long length) {
        return Math.max(length, LEAST);
    }

    private boolean isFirst(int hash) {
        int place = hash & (PLACES - 1);
        boolean first = sentOnce[place] != hash;
        sentOnce[place] = hash;
        return first;
    }

    /** One at a time: what is being copied is kept in memory by that. */
    private boolean mayCopy() {
        Long since = failed;
        if (since != null && time.ticks() - since >= PAUSE.toNanos()) {
            failed = null;
        }
        return !copying && failed == null;
    }

    private void copy(Key key, SharedBytes bytes) {
        copying = true;
        used += cost(bytes.length());
        blocking.run(() -> FileCopy.write(directory, bytes.pieces())).onComplete((file, failure) -> {
            copying = false;
            if (failure == null) {
                told = false;
                keep(key, file, bytes.length());
            } else {
                used -= cost(bytes.length());
                failed = time.ticks();
                tell(failure);
            }
        });
    }

    /** Once, until it is mended: what can be done without is no news each minute. */
    private void tell(Throwable failure) {
        if (!told && !closed) {
            told = true;
            LOG.warn(
                    "No file could be written in {} (java.io.tmpdir), so that large contents are sent from the heap,"
                            + " which takes more CPU time: {}",
                    directory,
                    failure.toString());
        }
    }

    private void keep(Key key, FileChannel file, long length) {
        OpenFile held = new OpenFile(file, () -> {
            used -= cost(length);
            OpenFile.close(file, workers);
        });
        if (closed) {
            held.release();
        } else {
            copies.put(key, new Copy(held, length, time.ticks()));
        }
    }

    /** What is being sent stays, and so does what may be sent again soon; so it may be that there is no room. */
    private boolean makeRoom(long bytes) {
        if (used + bytes > limit) {
            drop(Long.MAX_VALUE, entry -> entry.getKey().get() == null);
        }
        long missing = used + bytes - limit;
        if (missing > 0 && idle() >= missing) {
            drop(missing, entry -> isIdle(entry.getValue()));
        }
        return used + bytes <= limit;
    }

    private boolean isIdle(Copy copy) {
        return !copy.file.isBeingSent() && time.ticks() - copy.sent >= RECENT.toNanos();
    }

    private long idle() {
        return copies.values().stream()
                .filter(this::isIdle)
                .mapToLong(copy -> cost(copy.length))
                .sum();
    }

    /** Drops of those that {@code may} go, the least lately sent first, until so many bytes are free. */
    private void drop(long wanted, Predicate<Map.Entry<Key, Copy>> may) {
        long before = used;
        Iterator<Map.Entry<Key, Copy>> each = copies.entrySet().iterator();
        while (each.hasNext() && before - used < wanted) {
            Map.Entry<Key, Copy> entry = each.next();
            if (may.test(entry)) {
                each.remove();
                entry.getValue().file.release();
            }
        }
    }

    /** Keeps none any more. */
    void close() {
        closed = true;
        drop(Long.MAX_VALUE, entry -> true);
    }

    /** Bytes of the copies that are kept or being sent. */
    long used() {
        return used;
    }
}
