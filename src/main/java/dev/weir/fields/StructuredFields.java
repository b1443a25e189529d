package dev.weir.fields;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads structured fields (RFC 9651): dictionaries (§4.2.2), of which targeted cache control and No-Vary-Search are made,
 * and lists of strings (§4.2.1), which name groups of responses. As those sections have it, a value is right to its last
 * character or it is none at all. Parameters are read and left out.
 */
public final class StructuredFields {

    /** What a member's value is (RFC 9651 §3). */
    public enum Type {
        INTEGER,
        DECIMAL,
        STRING,
        TOKEN,
        BYTE_SEQUENCE,
        BOOLEAN,
        DATE,
        DISPLAY_STRING,
        INNER_LIST
    }

    /**
     * A member's value.
     *
     * @param text what it says: a string without its quotes and escapes, a boolean as {@code 1} or {@code 0}, and all else
     *     as it was spelled; empty for an inner list
     * @param items of an inner list, in order
     */
    public record Value(Type type, String text, List<Value> items) {

        public Value {
            items = List.copyOf(items);
        }

        /** Of any type but an inner list. */
        public Value(Type type, String text) {
            this(type, text, List.of());
        }
    }

    private static final Value TRUE = new Value(Type.BOOLEAN, "1");

    /** RFC 9651 §3.3.1, §3.3.2. */
    private static final int MAX_INTEGER_DIGITS = 15;

    private static final int MAX_WHOLE_DIGITS = 12;
    private static final int MAX_FRACTION_DIGITS = 3;

    /** Not to be thrown out of here. */
    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed() {
            super("not a structured field", null, false, false);
        }
    }

    private final String text;
    private int at;

    private StructuredFields(String text) {
        this.text = text;
    }

    /** The members by their keys, in order, of one key the last (RFC 9651 §4.2.2); none where {@code text} is malformed. */
    public static Optional<Map<String, Value>> dictionary(String text) {
        try {
            return Optional.of(new StructuredFields(text).members());
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    /** The members of a list of strings, in order; none where {@code text} is malformed or a member is something else. */
    public static Optional<List<String>> strings(String text) {
        try {
            return Optional.of(new StructuredFields(text).strings());
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private List<String> strings() throws Malformed {
        List<String> strings = new ArrayList<>();
        skip(false);
        while (!isAtEnd()) {
            strings.add(string().text());
            parameters();
            behindMember();
        }
        return strings;
    }

    private Map<String, Value> members() throws Malformed {
        Map<String, Value> members = new LinkedHashMap<>();
        skip(false);
        while (!isAtEnd()) {
            String key = key();
            Value value = TRUE;
            if (next('=')) {
                value = isNext('(') ? innerList() : bareItem();
            }
            parameters();
            members.put(key, value);
            behindMember();
        }
        return members;
    }

    private void behindMember() throws Malformed {
        skip(true);
        if (!isAtEnd()) {
            expect(',');
            skip(true);
            check(!isAtEnd()); // a comma with nothing behind it
        }
    }

    /** Before the first member there may be spaces only; behind each of them tabs, too (RFC 9651 §4.2, §4.2.2). */
    private void skip(boolean tabs) {
        while (isNext(' ') || (tabs && isNext('\t'))) {
            at++;
        }
    }

    private String key() throws Malformed {
        int start = at;
        check(isLower(peek()) || isNext('*'));
        while (isLower(peek()) || isDigit(peek()) || "_-.*".indexOf(peek()) >= 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private void parameters() throws Malformed {
        while (next(';')) {
            while (next(' ')) {}
            key();
            if (next('=')) {
                bareItem();
            }
        }
    }

    private Value innerList() throws Malformed {
        List<Value> items = new ArrayList<>();
        expect('(');
        while (true) {
            while (next(' ')) {}
            if (next(')')) {
                return new Value(Type.INNER_LIST, "", items);
            }
            items.add(bareItem());
            parameters();
            check(isNext(' ') || isNext(')'));
        }
    }

    private Value bareItem() throws Malformed {
        char c = peek();
        if (c == '"') {
            return string();
        }
        if (c == '?') {
            return bool();
        }
        if (c == ':') {
            return byteSequence();
        }
        if (c == '@') {
            at++;
            Value date = number();
            check(date.type() == Type.INTEGER);
            return new Value(Type.DATE, date.text());
        }
        if (c == '%') {
            return displayString();
        }
        return c == '-' || isDigit(c) ? number() : token();
    }

    private Value number() throws Malformed {
        int start = at;
        next('-');
        int whole = digits();
        check(whole > 0);
        if (!next('.')) {
            check(whole <= MAX_INTEGER_DIGITS);
            return new Value(Type.INTEGER, text.substring(start, at));
        }
        int fraction = digits();
        check(whole <= MAX_WHOLE_DIGITS && fraction > 0 && fraction <= MAX_FRACTION_DIGITS);
        return new Value(Type.DECIMAL, text.substring(start, at));
    }

    private int digits() {
        int start = at;
        while (isDigit(peek())) {
            at++;
        }
        return at - start;
    }

    private Value string() throws Malformed {
        StringBuilder plain = new StringBuilder();
        expect('"');
        while (!next('"')) {
            if (next('\\')) {
                check(isNext('"') || isNext('\\'));
            }
            check(peek() >= ' ' && peek() <= '~');
            plain.append(text.charAt(at++));
        }
        return new Value(Type.STRING, plain.toString());
    }

    private Value token() throws Malformed {
        int start = at;
        check(isLower(peek()) || isLower((char) (peek() | 0x20)) || isNext('*'));
        while (FieldSyntax.isTchar(peek()) || isNext(':') || isNext('/')) {
            at++;
        }
        return new Value(Type.TOKEN, text.substring(start, at));
    }

    private Value bool() throws Malformed {
        expect('?');
        check(isNext('0') || isNext('1'));
        return new Value(Type.BOOLEAN, String.valueOf(text.charAt(at++)));
    }

    /** What it stands for is nobody's concern here: its alphabet is enough (RFC 9651 §4.2.7). */
    private Value byteSequence() throws Malformed {
        expect(':');
        int start = at;
        while (isDigit(peek()) || isLower((char) (peek() | 0x20)) || "+/=".indexOf(peek()) >= 0) {
            at++;
        }
        expect(':');
        return new Value(Type.BYTE_SEQUENCE, text.substring(start, at - 1));
    }

    /** Read as it is spelled: lower-case escapes of two digits, and printable ASCII (RFC 9651 §4.2.10). */
    private Value displayString() throws Malformed {
        expect('%');
        expect('"');
        int start = at;
        while (!next('"')) {
            if (next('%')) {
                check(isHex(peek()));
                at++;
                check(isHex(peek()));
            }
            check(peek() >= ' ' && peek() <= '~');
            at++;
        }
        return new Value(Type.DISPLAY_STRING, text.substring(start, at - 1));
    }

    private boolean isAtEnd() {
        return at == text.length();
    }

    /** The next character; NUL, which is in no field, at the end. */
    private char peek() {
        return isAtEnd() ? 0 : text.charAt(at);
    }

    private boolean isNext(char c) {
        return peek() == c;
    }

    private boolean next(char c) {
        boolean there = isNext(c);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) throws Malformed {
        check(next(c));
    }

    private static void check(boolean right) throws Malformed {
        if (!right) {
            throw new Malformed();
        }
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f');
    }
}
