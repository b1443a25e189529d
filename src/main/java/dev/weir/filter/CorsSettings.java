package dev.weir.filter;

import dev.weir.fields.FieldSyntax;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who may read what across origins.
 *
 * @param origins as browsers write them, such as {@code https://app.example}; they compare as they stand. {@link #ANY}
 *     alone is everybody
 * @param methods that preflights allow
 * @param requestFields that preflights allow beside those that are always allowed
 * @param exposed fields of responses that pages may read beside those that they always may
 * @param credentials whether cookies and passwords may come along; not with everybody (Fetch §3.2.5)
 * @param maxAge how long a browser remembers a preflight; whole seconds
 */
public record CorsSettings(
        Set<String> origins,
        List<String> methods,
        List<String> requestFields,
        List<String> exposed,
        boolean credentials,
        Duration maxAge) {

    /** Every origin. */
    public static final String ANY = "*";

    public CorsSettings {
        origins = Set.copyOf(origins);
        methods = List.copyOf(new LinkedHashSet<>(methods));
        requestFields = List.copyOf(new LinkedHashSet<>(requestFields));
        exposed = List.copyOf(new LinkedHashSet<>(exposed));
        if (credentials && origins.contains(ANY)) {
            throw new IllegalArgumentException(
                    "credentials go to named origins only, never to \"*\": any page could act for the user");
        }
        for (String origin : origins) {
            if (!origin.equals(ANY) && !FieldSyntax.isOrigin(origin)) {
                throw new IllegalArgumentException("no browser writes the origin '" + origin + "'; write it as in"
                        + " https://app.example, in lower case, without '/' behind it and without a usual port");
            }
        }
        if (maxAge.isNegative()) {
            throw new IllegalArgumentException("a preflight is not remembered for a negative time: " + maxAge);
        }
        checkTokens(methods);
        checkTokens(requestFields);
        checkTokens(exposed);
    }

    private static void checkTokens(Collection<String> names) {
        for (String name : names) {
            if (!FieldSyntax.isToken(name)) {
                throw new IllegalArgumentException("not the name of a method or field: '" + name + "'");
            }
        }
    }

    /** GET, HEAD and POST for these origins, without credentials, preflights remembered for ten minutes. */
    public static CorsSettings origins(String... origins) {
        return new CorsSettings(
                Set.of(origins), List.of("GET", "HEAD", "POST"), List.of(), List.of(), false, Duration.ofMinutes(10));
    }

    /** These with other methods. */
    public CorsSettings withMethods(String... others) {
        return new CorsSettings(origins, List.of(others), requestFields, exposed, credentials, maxAge);
    }

    /** These with fields that requests may have, such as {@code Content-Type} for JSON. */
    public CorsSettings withRequestFields(String... names) {
        return new CorsSettings(origins, methods, List.of(names), exposed, credentials, maxAge);
    }

    /** These with fields of responses that pages may read. */
    public CorsSettings exposing(String... names) {
        return new CorsSettings(origins, methods, requestFields, List.of(names), credentials, maxAge);
    }

    /** These with cookies and passwords. */
    public CorsSettings withCredentials() {
        return new CorsSettings(origins, methods, requestFields, exposed, true, maxAge);
    }

    boolean allowsAll() {
        return origins.contains(ANY);
    }

    boolean allows(String origin) {
        return allowsAll() || origins.contains(origin);
    }
}
