package dev.weir.edge;

import java.time.Duration;

/**
 * What the head of a request may take.
 *
 * @param requestLine bytes of the request line without its end; one more is 414. In HTTP/2, of {@code :path}
 * @param section bytes of the header section, and again of a trailer section; one more is 431
 * @param fields field lines of the header section; one more is 431
 * @param time from a head's first byte to its last; then 408. In HTTP/2, where only whole frames tell, up to half as
 *     much again, and then the connection ends
 */
public record HeadLimits(int requestLine, int section, int fields, Duration time) {

    /** 8 KiB, 32 KiB, 100, 10 s. */
    public static HeadLimits defaults() {
        return new HeadLimits(8 << 10, 32 << 10, 100, Duration.ofSeconds(10));
    }

    public HeadLimits {
        Limits.atLeast(1, "bytes of a request line", requestLine);
        Limits.atLeast(1, "bytes of a header section", section);
        Limits.atLeast(1, "field lines", fields);
        Limits.positive("the time for a head", time);
    }

    /** These with another limit on time. */
    public HeadLimits withTime(Duration other) {
        return new HeadLimits(requestLine, section, fields, other);
    }
}
