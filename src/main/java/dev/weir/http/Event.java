package dev.weir.http;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;

/**
 * One server-sent event (WHATWG HTML §9.2).
 *
 * @param data its text; may have several lines
 * @param name the type that listeners in the browser listen for; empty for {@code message}
 * @param id what a client that comes back names in {@code Last-Event-ID}
 * @param retry how long a client waits before it comes back, in whole milliseconds
 */
public record Event(String data, Optional<String> name, Optional<String> id, Optional<Duration> retry) {

    public Event {
        name.ifPresent(text -> checkOneLine("name", text));
        id.ifPresent(text -> checkOneLine("id", text));
    }

    /** An event of type {@code message}. */
    public static Event of(String data) {
        return new Event(data, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** This event with a type. */
    public Event named(String type) {
        return new Event(data, Optional.of(type), id, retry);
    }

    /** This event with an id. */
    public Event withId(String lastEventId) {
        return new Event(data, name, Optional.of(lastEventId), retry);
    }

    /** This event, telling the client how long to wait before it comes back. */
    public Event withRetry(Duration time) {
        return new Event(data, name, id, Optional.of(time));
    }

    /** The event as the stream carries it: a field to a line, a blank line behind it. */
    public Buffer encode() {
        StringBuilder lines = new StringBuilder(data.length() + 32);
        name.ifPresent(text -> lines.append("event: ").append(text).append('\n'));
        id.ifPresent(text -> lines.append("id: ").append(text).append('\n'));
        retry.ifPresent(time -> lines.append("retry: ").append(time.toMillis()).append('\n'));
        appendData(lines);
        return Buffer.buffer(lines.append('\n').toString());
    }

    /** A line end of any kind begins another data line; the client joins them with LF again. */
    private void appendData(StringBuilder lines) {
        int from = 0;
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            if (c == '\n' || c == '\r') {
                lines.append("data: ").append(data, from, i).append('\n');
                if (c == '\r' && i + 1 < data.length() && data.charAt(i + 1) == '\n') {
                    i++;
                }
                from = i + 1;
            }
        }
        lines.append("data: ").append(data, from, data.length()).append('\n');
    }

    private static void checkOneLine(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' || c == 0) {
                throw new IllegalArgumentException("an event's " + what + " is one line without NUL");
            }
        }
    }
}
