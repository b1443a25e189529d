package dev.weir.policy;

/**
 * A pattern of text in which {@code *} stands for any characters, none and {@code /} included. Matching makes nothing new
 * and looks at no character more often than the pattern is long.
 *
 * @param text the pattern
 */
public record Glob(String text) {

    /** Whether all of {@code value} matches. */
    public boolean matches(String value) {
        return matches(value, 0, value.length());
    }

    /** Whether what {@code value} has from {@code from} up to {@code to} matches. */
    boolean matches(String value, int from, int to) {
        int at = from;
        int here = 0;
        int star = -1;
        int since = from;
        while (at < to) {
            if (here < text.length() && text.charAt(here) == '*') {
                star = here++;
                since = at;
            } else if (here < text.length() && text.charAt(here) == value.charAt(at)) {
                here++;
                at++;
            } else if (star >= 0) {
                // The last star takes one more; those before it need no second look.
                here = star + 1;
                at = ++since;
            } else {
                return false;
            }
        }
        while (here < text.length() && text.charAt(here) == '*') {
            here++;
        }
        return here == text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
