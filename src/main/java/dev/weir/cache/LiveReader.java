package dev.weir.cache;

import dev.weir.http.DemandStream;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What one client reads of a live stream. All clients walk along the same chain of chunks: what one has not read yet is
 * held once, however many have not. It reads on its own event loop; its flow lets it know from another.
 */
final class LiveReader extends DemandStream {

    /** A chunk in the chain; its end, or failure, is the last. */
    static final class Link {
        private final Buffer bytes;
        /** How many of the bytes there are up to the first end of a record, or {@link Records#NONE}. */
        private final int firstEnd;
        /** Whether a record ends with the last of them. */
        private final boolean between;
        /** What has been written up to here, in the measure of {@link LiveFlow}. */
        private final long position;

        private final boolean isEnd;
        private final @Nullable Throwable failure;
        private volatile @Nullable Link next;

        private Link(
                Buffer bytes,
                int firstEnd,
                boolean between,
                long position,
                boolean isEnd,
                @Nullable Throwable failure) {
            this.bytes = bytes;
            this.firstEnd = firstEnd;
            this.between = between;
            this.position = position;
            this.isEnd = isEnd;
            this.failure = failure;
        }

        static Link beginning() {
            return new Link(Buffer.buffer(), Records.NONE, true, 0, false, null);
        }

        /** Adds a chunk. */
        Link add(Buffer chunk, int end, boolean endsRecord, long upTo) {
            return linked(new Link(chunk, end, endsRecord, upTo, false, null));
        }

        /** Adds the end, which is none where there is a {@code cause}. */
        Link end(@Nullable Throwable cause) {
            return linked(new Link(Buffer.buffer(), Records.NONE, true, position, true, cause));
        }

        private Link linked(Link more) {
            next = more;
            return more;
        }

        long position() {
            return position;
        }
    }

    private final Executor loop;
    private final LiveFlow flow;
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile long position;
    /** Null once it is over: then it holds nothing. */
    private @Nullable Link at;
    /** Whether it has come in the middle of a record, whose rest is not for it. */
    private boolean skipping;
    /** How far it goes; null while it goes on with the run. */
    private @Nullable Link stop;
    /** Whether it has gone as far, but in the middle of a record. */
    private boolean finishing;
    /** Whether it has gone as far as it shall. */
    private boolean done;

    private @Nullable Throwable failure;
    private boolean told;
    private boolean delivering;

    /**
     * @param loop the client's
     * @param at behind which it begins, with the next record
     */
    LiveReader(Executor loop, LiveFlow flow, Link at) {
        this.loop = loop;
        this.flow = flow;
        this.at = at;
        this.position = at.position;
        this.skipping = !at.between;
    }

    /** How far it has read. From any thread. */
    long position() {
        return position;
    }

    /** There is something new. From any thread. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            loop.execute(this::deliver);
        }
    }

    /** Breaks off at once, without what it has not read. From any thread. */
    void drop(Throwable cause) {
        synchronized (this) {
            if (at == null) {
                return;
            }
            at = null;
            failure = cause;
        }
        loop.execute(this::tellFailure);
    }

    /** Ends well behind {@code last}, or behind the record that is under way there. From any thread. */
    void stopBehind(Link last) {
        synchronized (this) {
            if (stop == null) {
                stop = last;
            }
        }
        wake();
    }

    /** Lets go of everything: nobody reads any more. From any thread. */
    synchronized void close() {
        at = null;
    }

    private void deliver() {
        woken.set(false);
        if (delivering) {
            return;
        }
        delivering = true;
        try {
            for (Runnable next = next(); next != null; next = next()) {
                next.run();
            }
        } finally {
            delivering = false;
        }
        flow.hasRead(this);
    }

    /** What is to be done now, as far as it is asked for; null for nothing. */
    private synchronized @Nullable Runnable next() {
        Link here = at;
        if (here == null || !hasReader()) {
            return null;
        }
        if (here == stop) {
            finishing = true;
            done = skipping || here.between;
        }
        boolean asked = demand() > 0;
        if (done) {
            return asked ? finish(null) : null;
        }
        Link next = here.next;
        if (next == null) {
            return null;
        }
        if (next.isEnd) {
            return asked || next.failure != null ? finish(next.failure) : null;
        }
        if (!asked) {
            return null;
        }
        at = next;
        position = next.position;
        Buffer bytes = mine(next);
        return () -> {
            if (bytes.length() > 0) {
                give(bytes);
            }
        };
    }

    /** What of a chunk is for this client, as a view on it. */
    private Buffer mine(Link link) {
        int from = 0;
        int to = link.bytes.length();
        if (skipping) {
            from = link.firstEnd == Records.NONE ? to : link.firstEnd;
            skipping = link.firstEnd == Records.NONE;
        } else if (finishing && link.firstEnd != Records.NONE) {
            to = link.firstEnd;
            done = true;
        }
        return from == 0 && to == link.bytes.length() ? link.bytes : link.bytes.slice(from, to);
    }

    private Runnable finish(@Nullable Throwable cause) {
        at = null;
        failure = cause;
        return () -> {
            if (cause == null) {
                giveEnd();
            } else {
                tellFailure();
            }
            flow.leave(this);
        };
    }

    private void tellFailure() {
        Throwable cause;
        synchronized (this) {
            cause = failure;
            if (cause == null || told || !hasFailureReader()) {
                return;
            }
            told = true;
        }
        giveFailure(cause);
    }

    @Override
    protected void onDemand(long amount) {
        wake();
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> whom) {
        super.exceptionHandler(whom);
        loop.execute(this::tellFailure);
        return this;
    }
}
