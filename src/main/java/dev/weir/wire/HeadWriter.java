package dev.weir.wire;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.OverlaidFields;
import dev.weir.http.Body;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Puts the field lines of a response to the lines that Vert.x sends, and notes what they say about framing and the
 * connection, which are the writer's own to decide.
 */
final class HeadWriter {
    private final MultiMap out;
    private final boolean http2;
    private boolean dated;
    private boolean close;
    private long length = Body.UNKNOWN_LENGTH;
    private @Nullable String upgrade;

    HeadWriter(MultiMap out, boolean http2) {
        this.out = out;
        this.http2 = http2;
    }

    /** Adds all lines that may be sent as they are. */
    void add(Fields fields) {
        EncodedLines encoded = EncodedLines.of(fields);
        if (encoded != null) {
            add(encoded);
        } else if (fields instanceof OverlaidFields overlaid && !overlaid.hidesAny()) {
            // What lies on top may be this response's alone, such as its id, while what is beneath goes to many.
            add(overlaid.base());
            add(overlaid.added());
        } else {
            addEach(fields);
        }
    }

    /** As {@link #add}, for a head of which Vert.x makes a copy, which would lose what is encoded. */
    void addEach(Fields fields) {
        fields.forEach(this::line);
    }

    private void add(EncodedLines encoded) {
        dated |= encoded.dated;
        if (http2) {
            AsciiString[] texts = encoded.http2();
            for (int i = 0; i < texts.length; i += 2) {
                out.add(texts[i], texts[i + 1]);
            }
        } else {
            out.add(EncodedLines.NAME, encoded);
        }
        List<String> special = encoded.special;
        for (int i = 0; i < special.size(); i += 2) {
            line(special.get(i), special.get(i + 1));
        }
    }

    private void line(String name, String value) {
        FieldKind kind = FieldKind.of(name);
        if (kind.isSentAsIs()) {
            out.add(http2 ? name.toLowerCase(Locale.ROOT) : name, value);
            dated |= kind == FieldKind.DATE;
        } else {
            special(kind, value);
        }
    }

    private void special(FieldKind kind, String value) {
        switch (kind) {
            case LENGTH -> length = parse(value);
            case CONNECTION -> close |= namesClose(value);
            case UPGRADE -> upgrade = value;
            default -> {}
        }
    }

    private static long parse(String value) {
        try {
            return Math.max(Body.UNKNOWN_LENGTH, Long.parseLong(value));
        } catch (NumberFormatException e) {
            return Body.UNKNOWN_LENGTH;
        }
    }

    private static boolean namesClose(String options) {
        for (String option : options.split(",", -1)) {
            if (option.strip().equalsIgnoreCase("close")) {
                return true;
            }
        }
        return false;
    }

    /** Sends the protocols that are offered or taken (RFC 9110 §7.8). */
    void addUpgrade() {
        String protocols = upgrade;
        if (protocols != null && !http2) {
            out.add(FieldNames.UPGRADE, protocols);
            out.set(FieldNames.CONNECTION, HttpHeaders.UPGRADE);
        }
    }

    /** Whether {@code Date} is there. */
    boolean isDated() {
        return dated;
    }

    /** Whether the handler wants the connection closed. */
    boolean wantsClose() {
        return close;
    }

    /** What {@code Content-Length} says, or {@link Body#UNKNOWN_LENGTH}. */
    long declaredLength() {
        return length;
    }
}
