package dev.weir.edge;

import java.time.Duration;

/**
 * What one exchange may take.
 *
 * @param deadline from the request's head until the response's head; then 504
 * @param requestStall how long a request's content that somebody waits for may bring nothing
 * @param readerStall how long a client may take nothing of a response that is there for it
 * @param discard bytes of a request's content that are read and thrown away, after the response, to keep the connection
 * @param inFlight requests that are handled at once on each event loop, each until its handler has answered, or has been
 *     given up; one more is refused with 503. Responses that are being sent do not count, be they endless or read slowly. The
 *     default stands for some hundred megabytes: whoever has that many waiting answers all of them too late
 */
public record ExchangeLimits(
        Duration deadline, Duration requestStall, Duration readerStall, long discard, int inFlight) {

    /** 30 s, 60 s, 60 s, 256 KiB, 10,000. */
    public static ExchangeLimits defaults() {
        return new ExchangeLimits(
                Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(60), 256 << 10, 10_000);
    }

    public ExchangeLimits {
        Limits.positive("a deadline", deadline);
        Limits.positive("a limit on a request's standing still", requestStall);
        Limits.positive("a limit on a reader's standing still", readerStall);
        Limits.atLeast(0, "bytes to throw away", discard);
        Limits.atLeast(1, "requests in flight", inFlight);
    }

    /** These with another deadline. */
    public ExchangeLimits withDeadline(Duration other) {
        return new ExchangeLimits(other, requestStall, readerStall, discard, inFlight);
    }

    /** These with other limits on standing still. */
    public ExchangeLimits withStalls(Duration request, Duration reader) {
        return new ExchangeLimits(deadline, request, reader, discard, inFlight);
    }

    /** These with another limit on what is thrown away. */
    public ExchangeLimits withDiscard(long bytes) {
        return new ExchangeLimits(deadline, requestStall, readerStall, bytes, inFlight);
    }

    /** These with another limit on requests that are handled at once on each event loop. */
    public ExchangeLimits withInFlight(int requests) {
        return new ExchangeLimits(deadline, requestStall, readerStall, discard, requests);
    }
}
