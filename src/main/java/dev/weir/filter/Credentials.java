package dev.weir.filter;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import java.util.List;
import java.util.Optional;

/** Reads {@code Authorization} (RFC 9110 §11.6.2). */
final class Credentials {

    private Credentials() {}

    /** What stands behind {@code scheme}; nothing where another scheme, none, or more than one line is there. */
    static Optional<String> of(Fields request, String scheme) {
        List<String> lines = request.all(FieldNames.AUTHORIZATION);
        if (lines.size() != 1) {
            return Optional.empty();
        }
        String line = lines.get(0).strip();
        int space = line.indexOf(' ');
        // RFC 9110 §11.1: a scheme compares without case.
        return space > 0 && line.substring(0, space).equalsIgnoreCase(scheme)
                ? Optional.of(line.substring(space + 1).strip())
                : Optional.empty();
    }

    /** A realm as a quoted string (RFC 9110 §5.6.4). */
    static String quoted(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f) {
                throw new IllegalArgumentException("a realm or scope is visible ASCII: '" + text + "'");
            }
        }
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
