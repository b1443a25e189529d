package dev.weir.fields;

import static dev.weir.fields.CacheControl.ABSENT;

import java.util.ArrayList;
import java.util.List;

/** Reads Cache-Control in one pass (RFC 9111 §5.2), both forms of argument for every directive. */
final class CacheControlParser {

    /** A directive without {@code =}. */
    private static final int NO_ARGUMENT = -1;
    /** An argument that cannot be read, or something behind it. */
    private static final int BAD_ARGUMENT = -2;

    private CacheControlParser() {}

    static void parse(String text, CacheControl into) {
        int length = text.length();
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (c == ',' || c == ' ' || c == '\t') {
                i++;
            } else {
                i = directive(text, i, into);
            }
        }
    }

    /** Reads the directive at {@code start} and gives back the place behind it. */
    private static int directive(String text, int start, CacheControl into) {
        int length = text.length();
        int nameEnd = tokenEnd(text, start);
        int i = nameEnd;
        int from = NO_ARGUMENT;
        int to = i;
        if (i < length && text.charAt(i) == '=') {
            from = i + 1;
            if (from < length && text.charAt(from) == '"') {
                int close = CommaList.closingQuote(text, from);
                if (close < 0) {
                    return unclosed(text, start, nameEnd, into);
                }
                from++;
                to = close;
                i = close + 1;
            } else {
                to = tokenEnd(text, from);
                i = to;
                from = to == from ? BAD_ARGUMENT : from;
            }
        }
        while (i < length && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        if (i < length && text.charAt(i) != ',') {
            from = BAD_ARGUMENT;
            i = CommaList.memberEnd(text, i);
        }
        accept(text, start, nameEnd, from, to, into);
        return i;
    }

    /** Where a quoted string has no end, nobody knows what else was meant: nothing is used without validation. */
    private static int unclosed(String text, int start, int nameEnd, CacheControl into) {
        into.flags |= CacheControl.NO_CACHE;
        accept(text, start, nameEnd, BAD_ARGUMENT, 0, into);
        int comma = text.indexOf(',', nameEnd);
        return comma < 0 ? text.length() : comma;
    }

    private static int tokenEnd(String text, int from) {
        int i = from;
        while (i < text.length() && FieldSyntax.isTchar(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Keeps what one directive says; its name tells itself apart by length first. */
    private static void accept(String text, int start, int end, int from, int to, CacheControl into) {
        switch (end - start) {
            case 0 -> {} // no name: nothing that could be a directive
            case 6 -> {
                if (is("public", text, start)) {
                    permit(CacheControl.PUBLIC, from, into);
                    return;
                }
            }
            case 7 -> {
                if (is("max-age", text, start)) {
                    into.maxAge = lifetime(into.maxAge, text, from, to);
                    return;
                }
                if (is("private", text, start)) {
                    into.privateFields = fields(CacheControl.PRIVATE, into.privateFields, text, from, to, into);
                    return;
                }
            }
            case 8 -> {
                if (is("no-cache", text, start)) {
                    into.noCacheFields = fields(CacheControl.NO_CACHE, into.noCacheFields, text, from, to, into);
                    return;
                }
                if (is("no-store", text, start)) {
                    into.flags |= CacheControl.NO_STORE;
                    return;
                }
                if (is("s-maxage", text, start)) {
                    into.sharedMaxAge = lifetime(into.sharedMaxAge, text, from, to);
                    return;
                }
            }
            case 9 -> {
                if (is("max-stale", text, start)) {
                    into.maxStale = from == NO_ARGUMENT && into.maxStale == ABSENT
                            ? DeltaSeconds.MAX
                            : permission(into.maxStale, text, from, to);
                    return;
                }
                if (is("min-fresh", text, start)) {
                    into.minFresh = demand(into.minFresh, text, from, to);
                    return;
                }
                if (is("immutable", text, start)) {
                    permit(CacheControl.IMMUTABLE, from, into);
                    return;
                }
            }
            case 12 -> {
                if (is("no-transform", text, start)) {
                    into.flags |= CacheControl.NO_TRANSFORM;
                    return;
                }
            }
            case 14 -> {
                if (is("only-if-cached", text, start)) {
                    permit(CacheControl.ONLY_IF_CACHED, from, into);
                    return;
                }
                if (is("stale-if-error", text, start)) {
                    into.staleIfError = permission(into.staleIfError, text, from, to);
                    return;
                }
            }
            case 15 -> {
                if (is("must-revalidate", text, start)) {
                    into.flags |= CacheControl.MUST_REVALIDATE;
                    return;
                }
                if (is("must-understand", text, start)) {
                    permit(CacheControl.MUST_UNDERSTAND, from, into);
                    return;
                }
            }
            case 16 -> {
                if (is("proxy-revalidate", text, start)) {
                    into.flags |= CacheControl.PROXY_REVALIDATE;
                    return;
                }
            }
            case 22 -> {
                if (is("stale-while-revalidate", text, start)) {
                    into.staleWhileRevalidate = permission(into.staleWhileRevalidate, text, from, to);
                    return;
                }
            }
            default -> {}
        }
        if (end > start) {
            String argument = from < 0 ? "" : CommaList.unescape(text, from, to);
            into.extension(text.substring(start, end), argument);
        }
    }

    private static boolean is(String name, String text, int start) {
        return text.regionMatches(true, start, name, 0, name.length());
    }

    /** A permission that takes no argument is none with one. */
    private static void permit(int flag, int from, CacheControl into) {
        if (from == NO_ARGUMENT) {
            into.flags |= flag;
        }
    }

    /** What cannot be read is 0, so that the response is stale (RFC 9111 §4.2.1). */
    private static long lifetime(long already, String text, int from, int to) {
        return already != ABSENT ? already : Math.max(seconds(text, from, to), 0);
    }

    /** What cannot be read is as if it was not there. */
    private static long permission(long already, String text, int from, int to) {
        return already != ABSENT ? already : seconds(text, from, to);
    }

    /** What cannot be read asks for more than any response has. */
    private static long demand(long already, String text, int from, int to) {
        long seconds = seconds(text, from, to);
        return already != ABSENT ? already : seconds < 0 ? DeltaSeconds.MAX : seconds;
    }

    private static long seconds(String text, int from, int to) {
        return from < 0 ? DeltaSeconds.INVALID : DeltaSeconds.parse(text, from, to);
    }

    /**
     * The field names given to no-cache or private, joined to those given before; without a list of nothing but names
     * the directive holds for the whole response.
     */
    private static List<String> fields(
            int flag, List<String> before, String text, int from, int to, CacheControl into) {
        List<String> names = new ArrayList<>(before);
        boolean good = from >= 0;
        if (good) {
            for (String name : CommaList.members(text.substring(from, to))) {
                good &= FieldSyntax.isToken(name);
                names.add(name);
            }
        }
        if (!good || names.size() == before.size()) {
            into.flags |= flag;
            return before;
        }
        return names;
    }
}
