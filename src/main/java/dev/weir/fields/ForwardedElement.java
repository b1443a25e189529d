package dev.weir.fields;

/**
 * One element of Forwarded: what a proxy knows of the request it forwards (RFC 7239 §4). What is empty is left out.
 *
 * @param by the interface at which the request came in: an address, with a port or without, or an obfuscated name
 * @param client who sent it, spelled likewise: the parameter {@code for}
 * @param host the Host that was received
 * @param proto the scheme that was used
 */
public record ForwardedElement(String by, String client, String host, String proto) {

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
