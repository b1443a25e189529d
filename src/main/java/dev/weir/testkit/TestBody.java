package dev.weir.testkit;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.DemandStream;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A one-shot body by script: the test writes, ends or breaks it off whenever it likes, before or while it is read, also
 * from a task of {@link ManualTime}. It hands on no more than is asked for, and remembers what was asked. For one thread
 * at a time.
 */
public final class TestBody extends DemandStream {
    private final ArrayDeque<Buffer> chunks = new ArrayDeque<>();
    private final Promise<Fields> trailers = Promise.promise();
    private final Body.Stream body;
    private long delivered;
    private boolean ending;
    private boolean ended;
    private boolean closed;
    private boolean delivering;
    private @Nullable Throwable failure;

    private TestBody(long length) {
        this.body = Body.Stream.of(this, length, trailers.future(), () -> closed = true);
    }

    /** A body of unknown length, which {@link TestScope#endAndCheck} watches over. It is not owned by the scope yet. */
    public static TestBody in(TestScope scope) {
        return in(scope, Body.UNKNOWN_LENGTH);
    }

    /** As {@link #in(TestScope)}, with a length that is announced: what is written may be something else. */
    public static TestBody in(TestScope scope, long length) {
        TestBody made = new TestBody(length);
        scope.watch(made);
        return made;
    }

    /** The body, for a request or a response. */
    public Body.Stream body() {
        return body;
    }

    /** Lets {@code text} come. */
    public TestBody write(String text) {
        return write(Buffer.buffer(text));
    }

    /** Lets {@code bytes} come. */
    public TestBody write(Buffer bytes) {
        chunks.add(bytes);
        deliver();
        return this;
    }

    /** Lets the end come, without trailers. */
    public TestBody end() {
        return end(Fields.empty());
    }

    /** Lets the end come, with trailers. */
    public TestBody end(Fields trailerSection) {
        ending = true;
        trailers.tryComplete(trailerSection);
        deliver();
        return this;
    }

    /** Breaks off, as a connection does; what was written before is still read. */
    public TestBody fail(Throwable cause) {
        failure = cause;
        trailers.tryFail(cause);
        deliver();
        return this;
    }

    /** Bytes that the reader has been given. */
    public long delivered() {
        return delivered;
    }

    /** Whether the reader, or its scope, has closed it: the producer would stop. */
    public boolean isClosed() {
        return closed;
    }

    /** Whether it has been read to its end, or to where it broke off. */
    public boolean isEnded() {
        return ended;
    }

    boolean isReleased() {
        return closed || ended;
    }

    private void deliver() {
        if (delivering || !hasReader()) {
            return;
        }
        delivering = true;
        try {
            while (demand() > 0 && !closed && hasReader() && deliverChunk()) {
                // until nothing is there or nothing is asked for
            }
        } finally {
            delivering = false;
        }
        if (chunks.isEmpty() && !closed && !ended) {
            finish();
        }
    }

    private boolean deliverChunk() {
        Buffer chunk = chunks.poll();
        if (chunk == null) {
            return false;
        }
        delivered += chunk.length();
        give(chunk);
        return true;
    }

    private void finish() {
        Throwable cause = failure;
        if (cause != null) {
            ended = true;
            giveFailure(cause);
        } else if (ending && demand() > 0) {
            ended = true;
            giveEnd();
        }
    }

    @Override
    protected void onDemand(long amount) {
        deliver();
    }

    @Override
    public String toString() {
        return "TestBody(delivered " + delivered + ", demand " + demand() + (closed ? ", closed" : "")
                + (ended ? ", ended" : "") + ")";
    }
}
