package dev.weir.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where to listen, as {@code --listen} says it: {@code 127.0.0.1:8080}, {@code [::1]:8080}.
 *
 * @param host a name or an address, without brackets
 * @param port 0 to 65535; 0 lets the system choose
 */
record ListenAddress(String host, int port) {

    static final String DEFAULT = "127.0.0.1:8080";

    static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(notAnAddress(text));
        }
        return new ListenAddress(host(text, colon), port(text, colon));
    }

    private static String host(String text, int colon) {
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            return host.substring(1, host.length() - 1);
        }
        if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' has several colons; an IPv6 address goes in brackets, such as [::1]:8080");
        }
        return host;
    }

    private static int port(String text, int colon) {
        String digits = text.substring(colon + 1);
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(notAnAddress(text));
        }
        int port = Integer.parseInt(digits);
        if (port > 65535) {
            throw new IllegalArgumentException("there is no port " + port + "; ports go from 0 to 65535");
        }
        return port;
    }

    private static String notAnAddress(String text) {
        return "'" + text + "' is not HOST:PORT; write it as in 127.0.0.1:8080";
    }

    /** The host and port, as in a URL. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** Reads the option. */
    static final class Converter implements ITypeConverter<ListenAddress> {
        @Override
        public ListenAddress convert(String value) {
            try {
                return parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
