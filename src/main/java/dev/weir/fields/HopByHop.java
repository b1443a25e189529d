package dev.weir.fields;

import java.util.List;

/** Fields that are for the next hop only and go no further: not forwarded, not stored (RFC 9110 §7.6.1). */
public final class HopByHop {

    private HopByHop() {}

    /** Whether the field {@code name} is always hop-by-hop, be it named by Connection or not. */
    public static boolean isHopByHop(String name) {
        return switch (name.length()) {
            case 2 -> name.equalsIgnoreCase(FieldNames.TE);
            case 7 -> name.equalsIgnoreCase(FieldNames.UPGRADE);
            case 10 -> name.equalsIgnoreCase(FieldNames.CONNECTION) || name.equalsIgnoreCase(FieldNames.KEEP_ALIVE);
            case 16 -> name.equalsIgnoreCase(FieldNames.PROXY_CONNECTION);
            case 17 -> name.equalsIgnoreCase(FieldNames.TRANSFER_ENCODING);
            default -> false;
        };
    }

    /** The connection options of a message, in lower case: what its Connection lines name. */
    public static List<String> options(Fields fields) {
        return fields.contains(FieldNames.CONNECTION) ? CommaList.tokens(fields, FieldNames.CONNECTION) : List.of();
    }

    /**
     * Whether a request offers to go on in another protocol (RFC 9110 §7.8). An offer of HTTP/2 over cleartext is none:
     * it is obsolete (RFC 9113 §3.1), may be ignored, and many clients make it with every request.
     */
    public static boolean offersUpgrade(Fields fields) {
        return fields.contains(FieldNames.UPGRADE)
                && CommaList.tokens(fields, FieldNames.UPGRADE).stream().anyMatch(protocol -> !protocol.equals("h2c"));
    }

    /** Whether the field {@code name} is hop-by-hop in a message with these connection options. */
    public static boolean isHopByHop(String name, List<String> options) {
        if (isHopByHop(name)) {
            return true;
        }
        for (String option : options) {
            if (option.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
