package dev.weir.fields;

/**
 * Finds the separators of a text that stand in no quoted string (RFC 9110 §5.6.4), from front to back. Where a quote has no
 * end, none behind it has one either, as those are all escaped. This is remembered: looking again from each would take a
 * time that grows with the square of the text's length.
 */
final class Separators {
    private final String text;
    private boolean unclosed;

    Separators(String text) {
        this.text = text;
    }

    /** The place of the first {@code separator} from {@code from} on, or the end of the text. */
    int next(char separator, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != separator) {
            int close = text.charAt(i) == '"' ? closingQuote(i) : -1;
            // A quote that nothing closes is a character like others.
            i = close < 0 ? i + 1 : close + 1;
        }
        return i;
    }

    /** The place of the quote that closes the one at {@code open}, or -1. */
    int closingQuote(int open) {
        int close = unclosed ? -1 : closingQuote(text, open);
        unclosed = close < 0;
        return close;
    }

    /** The place of the quote in {@code text} that closes the one at {@code open}, or -1 (RFC 9110 §5.6.4). */
    static int closingQuote(String text, int open) {
        for (int i = open + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        return -1;
    }
}
