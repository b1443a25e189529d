package dev.weir.cache;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.MediaType;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.Set;

/** Tells where the records end of a content that comes bit by bit. For one thread at a time. */
final class Records {
    /** No record ends there. */
    static final int NONE = -1;

    private static final Set<String> LINES = Set.of("application/x-ndjson", "application/ndjson", "application/jsonl");

    /** Whether each line is one; else they are events, which end with a blank line (WHATWG HTML §9.2.5). */
    private final boolean ofLines;

    private boolean between = true;
    private boolean lineIsEmpty = true;
    private boolean afterReturn;

    private Records(boolean ofLines) {
        this.ofLines = ofLines;
    }

    static Records events() {
        return new Records(false);
    }

    static Records lines() {
        return new Records(true);
    }

    /** For a content with these fields, by its type; none where nobody knows, or it has a coding. */
    static Optional<Records> of(Fields response) {
        if (response.contains(FieldNames.CONTENT_ENCODING)) {
            return Optional.empty();
        }
        return MediaType.of(response)
                .map(type -> type.type() + '/' + type.subtype())
                .filter(type -> type.equals("text/event-stream") || LINES.contains(type))
                .map(type -> new Records(LINES.contains(type)));
    }

    /** Whether what has come so far ends with a record. */
    boolean isBetween() {
        return between;
    }

    /** Reads on, and gives how many bytes of {@code chunk} there are up to the first end of a record, or {@link #NONE}. */
    int firstEnd(Buffer chunk) {
        int first = NONE;
        for (int i = 0; i < chunk.length(); i++) {
            byte next = chunk.getByte(i);
            boolean goesOn = next == '\n' && afterReturn; // of a CRLF: it is one end of a line, not two
            boolean ends = ofLines ? next == '\n' : endsEvent(next, goesOn);
            if (goesOn && first == i && ends) {
                first = i + 1;
            } else if (ends && first == NONE && !goesOn) {
                first = i + 1;
            }
            between = ends;
            afterReturn = !ofLines && next == '\r';
        }
        return first;
    }

    private boolean endsEvent(byte next, boolean goesOn) {
        if (goesOn) {
            return between;
        }
        boolean endsLine = next == '\n' || next == '\r';
        boolean ends = endsLine && lineIsEmpty;
        lineIsEmpty = endsLine;
        return ends;
    }
}
