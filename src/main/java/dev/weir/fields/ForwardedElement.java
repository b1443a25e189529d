package dev.weir.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One element of Forwarded: what a proxy knows of the request it forwards (RFC 7239 §4). What is empty is left out.
 *
 * @param by the interface at which the request came in: an address, with a port or without, or an obfuscated name
 * @param client who sent it, spelled likewise: the parameter {@code for}
 * @param host the Host that was received
 * @param proto the scheme that was used
 */
public record ForwardedElement(String by, String client, String host, String proto) {

    /**
     * The elements in all lines of Forwarded, in order: each proxy has added one behind those that it was given. One that
     * is malformed anywhere says nothing at all: by a quote that is never closed, a client could swallow what a proxy adds.
     */
    public static List<ForwardedElement> all(Fields fields) {
        List<ForwardedElement> elements = new ArrayList<>();
        for (String member : CommaList.members(fields, FieldNames.FORWARDED)) {
            Map<String, String> read = Parameters.parse(member, 0);
            Map<String, String> said = read.size() == pairs(member) ? read : Map.of();
            elements.add(new ForwardedElement(
                    said.getOrDefault("by", ""),
                    said.getOrDefault("for", ""),
                    said.getOrDefault("host", ""),
                    said.getOrDefault("proto", "")));
        }
        return elements;
    }

    private static int pairs(String member) {
        int pairs = 0;
        Separators semicolons = new Separators(member);
        for (int from = 0; from <= member.length(); from = semicolons.next(';', from) + 1) {
            pairs++;
        }
        return pairs;
    }

    /** The client without brackets and port (RFC 7239 §6): an address, or what somebody says in place of one. */
    public String clientAddress() {
        if (client.startsWith("[")) {
            int close = client.indexOf(']');
            return close < 0 ? client : client.substring(1, close);
        }
        int colon = client.indexOf(':');
        return colon < 0 ? client : client.substring(0, colon);
    }

    /** {@code address} and {@code port} as {@code by} and {@code for} want them: IPv6 in brackets (RFC 7239 §6.1). */
    public static String node(String address, int port) {
        String bare =
                address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
        // A zone is of no use to anybody else, and RFC 7239 §6 has no place for it.
        int zone = bare.indexOf('%');
        String plain = zone < 0 ? bare : bare.substring(0, zone);
        String node = plain.indexOf(':') >= 0 ? "[" + plain + "]" : plain;
        return port < 0 ? node : node + ":" + port;
    }

    /** As the field spells it; a value that is no token is quoted (RFC 7239 §4). */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(64);
        append("by", by, text);
        append("for", client, text);
        append("host", host, text);
        append("proto", proto, text);
        return text.toString();
    }

    private static void append(String name, String value, StringBuilder to) {
        if (!value.isEmpty()) {
            to.append(to.length() > 0 ? ";" : "").append(name).append('=');
            QuotedString.tokenOrQuoted(value, to);
        }
    }
}
