package dev.weir.wire;

import dev.weir.fields.HttpDate;
import dev.weir.http.Time;
import io.netty.util.AsciiString;
import java.time.Instant;

/** The value of {@code Date} (RFC 9110 §6.6.1), written anew once a second. For one event loop. */
final class DateField {
    private static final long SECOND = 1_000_000_000L;

    private final Time time;
    private AsciiString value = AsciiString.EMPTY_STRING;
    private long validUntil;

    DateField(Time time) {
        this.time = time;
    }

    /**
     * The date.
     *
     * @param ticks of now, or of a moment ago
     */
    AsciiString value(long ticks) {
        if (value.isEmpty() || ticks - validUntil >= 0) {
            Instant now = time.now();
            value = AsciiString.cached(HttpDate.format(now.getEpochSecond()));
            validUntil = ticks + SECOND - now.getNano();
        }
        return value;
    }
}
