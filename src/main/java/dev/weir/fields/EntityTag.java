package dev.weir.fields;

import java.util.Optional;

/**
 * An entity tag (RFC 9110 §8.8.3).
 *
 * @param opaque what stands between the quotes
 * @param weak whether {@code W/} stands before them
 */
public record EntityTag(String opaque, boolean weak) {

    /** The tag that is the whole of {@code text}, but for white space around it; none where it is anything else. */
    public static Optional<EntityTag> parse(String text) {
        String tag = text.strip();
        int quote = tag.startsWith("W/") ? 2 : 0;
        return endOf(tag, quote) == tag.length()
                ? Optional.of(new EntityTag(tag.substring(quote + 1, tag.length() - 1), quote == 2))
                : Optional.empty();
    }

    /** Whether the two are the same byte for byte (RFC 9110 §8.8.3.2): neither weak, opaque parts equal. */
    public boolean matchesStrongly(EntityTag other) {
        return !weak && !other.weak && opaque.equals(other.opaque);
    }

    /** Whether the two mean the same (RFC 9110 §8.8.3.2): opaque parts equal. */
    public boolean matchesWeakly(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    /** The tag as a field spells it. */
    @Override
    public String toString() {
        return (weak ? "W/\"" : "\"") + opaque + '"';
    }

    /** Behind the closing quote of the opaque-tag that begins at {@code quote}, or -1 where none does. */
    static int endOf(String text, int quote) {
        if (quote >= text.length() || text.charAt(quote) != '"') {
            return -1;
        }
        for (int i = quote + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            // RFC 9110 §8.8.3: an etagc is no space and no control, and a backslash escapes nothing.
            if (c <= ' ' || c == 0x7f) {
                return -1;
            }
        }
        return -1;
    }
}
