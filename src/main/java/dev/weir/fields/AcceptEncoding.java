package dev.weir.fields;

import java.util.List;
import java.util.Optional;

/** Chooses a content coding (RFC 9110 §12.5.3). */
public final class AcceptEncoding {

    /** No coding at all. */
    public static final String IDENTITY = "identity";

    private static final int UNSAID = -1;

    private AcceptEncoding() {}

    /**
     * What to send to the sender of {@code request}: the coding of {@code available} that it likes best, of several the
     * first; {@link #IDENTITY} where it likes none of them better; nothing where it refuses that, too.
     *
     * @param available codings in lower case, the preferred first, without identity
     */
    public static Optional<String> choose(Fields request, List<String> available) {
        // Without the field any coding would do (RFC 9110 §12.5.3), but who does not ask may not know any.
        if (!request.contains(FieldNames.ACCEPT_ENCODING)) {
            return Optional.of(IDENTITY);
        }
        return choose(Weighted.of(request, FieldNames.ACCEPT_ENCODING), available);
    }

    /** The same for who asks for these, the members of Accept-Encoding. */
    public static Optional<String> choose(List<Weighted> wishes, List<String> available) {
        String best = "";
        int weight = 0;
        for (String coding : available) {
            int candidate = weight(coding, wishes);
            if (candidate > weight) {
                best = coding;
                weight = candidate;
            }
        }
        int identity = weight(IDENTITY, wishes);
        // Identity is acceptable unless it is refused by name or with the rest; wanted more only where it says so.
        boolean refused = identity == 0;
        boolean named = wishes.stream().anyMatch(wish -> wish.value().equals(IDENTITY));
        if (best.isEmpty() || (named && identity > weight)) {
            return refused ? Optional.empty() : Optional.of(IDENTITY);
        }
        return Optional.of(best);
    }

    private static int weight(String coding, List<Weighted> wishes) {
        int all = UNSAID;
        for (Weighted wish : wishes) {
            // RFC 9110 §8.4.1.3: x-gzip is gzip.
            if (wish.value().equals(coding) || wish.value().equals("x-" + coding)) {
                return wish.thousandths();
            }
            if (wish.value().equals("*")) {
                all = wish.thousandths();
            }
        }
        return all;
    }
}
