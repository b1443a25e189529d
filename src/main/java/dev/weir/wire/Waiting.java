package dev.weir.wire;

import io.vertx.core.Future;

/** The wait until the last bytes of a response have gone out, watched for standing still. */
final class Waiting implements Sending {
    private final Exchange exchange;
    private final long since;
    private final long bytes;
    private boolean done;

    Waiting(Exchange exchange, long bytes) {
        this.exchange = exchange;
        this.bytes = bytes;
        this.since = exchange.lane.time.ticks();
    }

    void untilDone(Future<Void> written) {
        written.onComplete(result -> {
            done = true;
            if (result.succeeded()) {
                exchange.sent();
            } else {
                exchange.handle(result.cause());
            }
        });
    }

    @Override
    public boolean isStalled(long now) {
        return !done && now - since >= exchange.lane.limits.readerStall().toNanos();
    }

    @Override
    public void stop() {
        done = true;
    }

    @Override
    public long sentBytes() {
        return bytes;
    }
}
