package dev.weir.http;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Server-sent events to one client (WHATWG HTML §9.2). Send from any thread; what the client has not taken yet waits
 * here, up to {@link #QUEUE_LIMIT} bytes. A client that falls further behind is dropped: its connection breaks, it comes
 * back by itself, and {@link #lastEventId()} says where it was.
 *
 * <p>While there is nothing to send, a comment goes out every {@link #HEARTBEAT}, so that nobody on the way takes the
 * connection for dead. When the server begins to drain the stream ends, and the client comes back to whoever serves on.
 */
public final class EventStream {

    /** Bytes that wait for one client at the most. */
    public static final long QUEUE_LIMIT = 256 << 10;

    /** How long the stream is silent at the most. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final Buffer COMMENT = Buffer.buffer(":\n\n");
    // Never stored: a stored stream of events would be replayed to somebody as if it happened now.
    private static final Fields FIELDS =
            Fields.of(FieldNames.CONTENT_TYPE, "text/event-stream", FieldNames.CACHE_CONTROL, "no-store");

    private final Request request;
    private final BodyWriter writer;
    private volatile Registration heartbeat = Registration.NONE;
    private volatile boolean quiet;

    private EventStream(Request request) {
        this.request = request;
        this.writer = BodyWriter.of(request.scope());
    }

    /**
     * 200 with a stream of events.
     *
     * @param opened is given the stream to send to, at once and on this thread
     */
    static Response open(Request request, Consumer<EventStream> opened) {
        EventStream events = new EventStream(request);
        request.scope().loop().execute(events::beat);
        events.onClose(() -> events.heartbeat.remove());
        opened.accept(events);
        request.scope().onDrain(events::end);
        return Response.of(200, FIELDS, events.writer.body());
    }

    /**
     * Sends an event, or drops the client if it is too far behind.
     *
     * @return whether the client is still there; nothing is sent where it is not
     */
    public boolean send(Event event) {
        Buffer bytes = event.encode();
        if (writer.queued() + bytes.length() > QUEUE_LIMIT) {
            heartbeat.remove();
            writer.fail(new CancelledException(Cancellation.STALLED));
            return false;
        }
        quiet = false;
        return writer.isOpen() && !writer.write(bytes).failed();
    }

    /** Sends an event of type {@code message}; see {@link #send(Event)}. */
    public boolean send(String data) {
        return send(Event.of(data));
    }

    /** Bytes that the client has not taken yet: where they grow, send less. */
    public long queued() {
        return writer.queued();
    }

    /** Whether the client is still there and the stream has not been ended. */
    public boolean isOpen() {
        return writer.isOpen();
    }

    /** The id of the last event that the client has seen, where it comes back after a break and says so. */
    public Optional<String> lastEventId() {
        return request.field(FieldNames.LAST_EVENT_ID);
    }

    /** Ends the stream. A browser takes that for a break and comes back; a 204 then makes it stop. */
    public void end() {
        heartbeat.remove();
        if (writer.isOpen()) {
            writer.end();
        }
    }

    /** Runs {@code task} once when the exchange is over, whoever ended it: for unsubscribing. On the event loop. */
    public void onClose(Runnable task) {
        request.scope().onEnd(sent -> task.run());
    }

    private void beat() {
        if (!writer.isOpen()) {
            return;
        }
        if (quiet && writer.queued() == 0) {
            writer.write(COMMENT);
        }
        quiet = true;
        heartbeat = request.scope().time().after(HEARTBEAT, this::beat);
    }
}
