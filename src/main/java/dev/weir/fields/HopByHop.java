package dev.weir.fields;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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
     * Without the fields that Connection names, and without their names in it: they are for this hop, and mean nothing to
     * whoever comes behind it; nor do they take a field away that is added on the way. What is always hop-by-hop stays, for
     * whoever takes the message apart at the next hop.
     */
    public static Fields withoutNamed(Fields fields) {
        String value = fields.combined(FieldNames.CONNECTION, "");
        if (value.isEmpty() || value.equalsIgnoreCase(FieldNames.KEEP_ALIVE)) { // as in nearly every message
            return fields;
        }
        Set<String> options = new LinkedHashSet<>(options(fields));
        List<String> known = options.stream().filter(HopByHop::isKnownOption).toList();
        known.forEach(options::remove);
        if (options.isEmpty()) {
            return fields;
        }
        FieldLines.Builder rest = FieldLines.builder()
                .addAll(
                        fields,
                        name -> (!options.contains(name.toLowerCase(Locale.ROOT)) || isForAll(name))
                                && !name.equalsIgnoreCase(FieldNames.CONNECTION));
        if (!known.isEmpty()) {
            rest.add(FieldNames.CONNECTION, String.join(", ", known));
        }
        return rest.build();
    }

    /** RFC 9110 §7.6.1: no option may name these; a proxy in front that hands Connection on would lose what it says. */
    private static boolean isForAll(String name) {
        return name.equalsIgnoreCase(FieldNames.HOST) || ForwardedFields.isOne(name);
    }

    private static boolean isKnownOption(String option) {
        return option.equals("close") || isHopByHop(option);
    }

    /** Whether a request offers to go on in another protocol, one of {@link #offeredProtocols}. */
    public static boolean offersUpgrade(Fields fields) {
        return !offeredProtocols(fields).isEmpty();
    }

    /**
     * The protocols that a request offers to go on in, as written (RFC 9110 §7.8), without those in which HTTP would go
     * on: requests in them would pass by whoever is to see each. An offer may be ignored; that of HTTP/2 over cleartext
     * is obsolete (RFC 9113 §3.1), and many clients make it with every request.
     */
    public static List<String> offeredProtocols(Fields fields) {
        if (!fields.contains(FieldNames.UPGRADE)) {
            return List.of();
        }
        return CommaList.members(fields, FieldNames.UPGRADE).stream()
                .filter(HopByHop::isOffer)
                .toList();
    }

    private static boolean isOffer(String protocol) {
        int slash = protocol.indexOf('/');
        String name = (slash < 0 ? protocol : protocol.substring(0, slash)).toLowerCase(Locale.ROOT);
        boolean written =
                FieldSyntax.isToken(name) && (slash < 0 || FieldSyntax.isToken(protocol.substring(slash + 1)));
        // Drafts of HTTP/2 have names such as h2c-14; behind "TLS/1.0" comes HTTP again (RFC 2817 §3).
        return written && !name.startsWith("h2") && !name.equals("http") && !name.equals("tls");
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
