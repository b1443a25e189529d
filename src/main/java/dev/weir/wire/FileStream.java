package dev.weir.wire;

import dev.weir.http.Body;
import dev.weir.http.DemandStream;
import io.vertx.core.buffer.Buffer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** A part of a file, read piece by piece on the worker pool. Its handlers are called on the exchange's event loop. */
final class FileStream extends DemandStream {
    private static final int PIECE = 64 << 10;

    private final Exchange exchange;
    private final FileChannel file;
    private final long end;
    private long at;
    private boolean reading;
    private boolean done;

    FileStream(Exchange exchange, FileChannel file, Body.FileRegion region) {
        this.exchange = exchange;
        this.file = file;
        this.at = region.offset();
        this.end = region.offset() + region.length();
        exchange.onEnd(sent -> finish());
    }

    private void read() {
        if (reading || done || demand() == 0) {
            return;
        }
        if (at == end) {
            finish();
            giveEnd();
            return;
        }
        reading = true;
        exchange.lane
                .blocking(this::readPiece)
                .onComplete((piece, failure) -> exchange.loop().execute(() -> onPiece(piece, failure)));
    }

    private Buffer readPiece() throws IOException {
        byte[] bytes = new byte[(int) Math.min(PIECE, end - at)];
        ByteBuffer into = ByteBuffer.wrap(bytes);
        while (into.hasRemaining()) {
            if (file.read(into, at + into.position()) < 0) {
                throw new EOFException("the file became shorter while it was sent");
            }
        }
        return Buffer.buffer(bytes);
    }

    private void onPiece(@Nullable Buffer piece, @Nullable Throwable failure) {
        reading = false;
        if (done) {
            OpenFile.close(file, exchange.lane.pool);
            return;
        }
        if (piece == null || failure != null) {
            finish();
            giveFailure(failure == null ? new EOFException() : failure);
            return;
        }
        at += piece.length();
        give(piece);
        read();
    }

    private void finish() {
        if (done) {
            return;
        }
        done = true;
        if (!reading) {
            OpenFile.close(file, exchange.lane.pool);
        }
    }

    @Override
    protected void onDemand(long amount) {
        read();
    }
}
