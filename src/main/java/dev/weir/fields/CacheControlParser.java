package dev.weir.fields;

import static dev.weir.fields.CacheControl.ABSENT;

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
        Separators separators = new Separators(text);
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (c == ',' || c == ' ' || c == '\t') {
                i++;
            } else {
                i = directive(text, i, separators, into);
            }
        }
    }

    /** Reads the directive at {@code start} and gives back the place behind it. */
    private static int directive(String text, int start, Separators separators, CacheControl into) {
        int length = text.length();
        Directive directive = Directive.at(text, start);
        int nameEnd = directive == Directive.EXTENSION ? tokenEnd(text, start) : start + directive.length();
        int i = nameEnd;
        int from = NO_ARGUMENT;
        int to = i;
        if (i < length && text.charAt(i) == '=') {
            from = i + 1;
            if (from < length && text.charAt(from) == '"') {
                int close = separators.closingQuote(from);
                if (close < 0) {
                    return unclosed(directive, text, nameEnd, into);
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
            i = separators.next(',', i);
        }
        accept(directive, text, from, to, into);
        return i;
    }

    /** Where a quoted string has no end, nobody knows what else was meant: nothing is used without validation. */
    private static int unclosed(Directive directive, String text, int nameEnd, CacheControl into) {
        into.flags |= CacheControl.NO_CACHE;
        accept(directive, text, BAD_ARGUMENT, 0, into);
        int comma = text.indexOf(',', nameEnd);
        return comma < 0 ? text.length() : comma;
    }

    private static int tokenEnd(String text, int from) {
        int length = text.length();
        int i = from;
        while (i < length && FieldSyntax.isTchar(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /**
     * Keeps what a member of a targeted field says (RFC 9213 §2.1). A value that is not of the type that the directive
     * wants is not read for another: it is one that cannot be read.
     */
    static void member(String name, StructuredFields.Value value, CacheControl into) {
        StructuredFields.Type type = value.type();
        Directive directive = Directive.at(name, 0);
        if (type == StructuredFields.Type.BOOLEAN) {
            if (value.text().equals("1")) {
                accept(directive, name, NO_ARGUMENT, 0, into);
            }
            return;
        }
        StructuredFields.Type wanted =
                directive.takesNames() ? StructuredFields.Type.STRING : StructuredFields.Type.INTEGER;
        String text = value.text();
        accept(directive, text, type == wanted ? 0 : BAD_ARGUMENT, text.length(), into);
    }

    /** Keeps what one directive says. */
    private static void accept(Directive directive, String text, int from, int to, CacheControl into) {
        switch (directive) {
            case MAX_AGE -> into.maxAge = lifetime(into.maxAge, text, from, to);
            case S_MAXAGE -> into.sharedMaxAge = lifetime(into.sharedMaxAge, text, from, to);
            case MAX_STALE -> into.maxStale = maxStale(into.maxStale, text, from, to);
            case MIN_FRESH -> into.minFresh = demand(into.minFresh, text, from, to);
            case STALE_WHILE_REVALIDATE ->
                into.staleWhileRevalidate = permission(into.staleWhileRevalidate, text, from, to);
            case STALE_IF_ERROR -> into.staleIfError = permission(into.staleIfError, text, from, to);
            case NO_CACHE ->
                into.noCacheFields = fields(CacheControl.NO_CACHE, into.noCacheFields, text, from, to, into);
            case PRIVATE -> into.privateFields = fields(CacheControl.PRIVATE, into.privateFields, text, from, to, into);
            case NO_STORE, NO_TRANSFORM, MUST_REVALIDATE, PROXY_REVALIDATE, IMMUTABLE ->
                into.flags |= directive.flag(); // RFC 8246 §2: an argument of immutable is ignored
            case PUBLIC, MUST_UNDERSTAND, ONLY_IF_CACHED -> permit(directive.flag(), from, into);
            case EXTENSION -> {} // also where there is no name
        }
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

    /** Without an argument, of any age (RFC 9111 §5.2.1.2). */
    private static long maxStale(long already, String text, int from, int to) {
        boolean any = from == NO_ARGUMENT && already == ABSENT;
        return any ? DeltaSeconds.MAX : permission(already, text, from, to);
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
        if (from < 0) {
            into.flags |= flag;
            return before;
        }
        List<String> names = CommaList.members(text.substring(from, to));
        boolean good = !names.isEmpty();
        for (String name : names) {
            good &= FieldSyntax.isToken(name);
        }
        if (!good) {
            into.flags |= flag;
            return before;
        }
        if (before.isEmpty()) {
            return names;
        }
        before.addAll(names); // not into a new list: there may be thousands of directives
        return before;
    }
}
