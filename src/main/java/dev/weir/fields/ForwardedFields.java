package dev.weir.fields;

/**
 * The fields in which one proxy tells the next whom a request is from and for: {@code Forwarded} (RFC 7239) and those
 * that were there before it. Anybody can write them, so that they are worth what whoever sent them is worth.
 */
public final class ForwardedFields {
    private static final String X_FORWARDED = "X-Forwarded-";
    private static final String X_REAL_IP = "X-Real-IP";

    private ForwardedFields() {}

    /** Whether {@code name} is one that says whom a request is from, and so differs between clients. */
    public static boolean tellsOfClient(String name) {
        return isOne(name)
                && !name.equalsIgnoreCase("X-Forwarded-Proto")
                && !name.equalsIgnoreCase("X-Forwarded-Host")
                && !name.equalsIgnoreCase("X-Forwarded-Port");
    }

    /** Whether {@code name} is one of them: {@code Forwarded}, {@code X-Forwarded-...} or {@code X-Real-IP}. */
    public static boolean isOne(String name) {
        char initial = name.isEmpty() ? ' ' : name.charAt(0);
        if (initial == 'X' || initial == 'x') {
            return name.regionMatches(true, 0, X_FORWARDED, 0, X_FORWARDED.length())
                    || name.equalsIgnoreCase(X_REAL_IP);
        }
        return name.equalsIgnoreCase(FieldNames.FORWARDED);
    }
}
