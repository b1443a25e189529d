package dev.weir.fields;

import java.nio.charset.Charset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A media type (RFC 9110 §8.3.1).
 *
 * @param type in lower case
 * @param subtype in lower case
 * @param parameters in order, names in lower case
 */
public record MediaType(String type, String subtype, Map<String, String> parameters) {

    public MediaType {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** The media type that {@code text} says; none where it says none. */
    public static Optional<MediaType> parse(String text) {
        int end = Parameters.end(text);
        String name = text.substring(0, end).strip().toLowerCase(Locale.ROOT);
        int slash = name.indexOf('/');
        if (slash < 0
                || !FieldSyntax.isToken(name.substring(0, slash))
                || !FieldSyntax.isToken(name.substring(slash + 1))) {
            return Optional.empty();
        }
        Map<String, String> parameters = Parameters.parse(text, end + 1);
        return Optional.of(new MediaType(name.substring(0, slash), name.substring(slash + 1), parameters));
    }

    /** The media type of a message: what its Content-Type says. */
    public static Optional<MediaType> of(Fields fields) {
        return fields.get(FieldNames.CONTENT_TYPE).flatMap(MediaType::parse);
    }

    /** Whether it is {@code type/subtype}, whatever its parameters. */
    public boolean is(String type, String subtype) {
        return this.type.equalsIgnoreCase(type) && this.subtype.equalsIgnoreCase(subtype);
    }

    /** The charset parameter, where this machine knows the charset (RFC 9110 §8.3.2). */
    public Optional<Charset> charset() {
        String name = parameters.getOrDefault("charset", "");
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(Charset.forName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no such charset
        }
    }

    /** As Content-Type spells it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(type).append('/').append(subtype);
        parameters.forEach((name, value) -> {
            text.append("; ").append(name).append('=');
            QuotedString.tokenOrQuoted(value, text);
        });
        return text.toString();
    }
}
