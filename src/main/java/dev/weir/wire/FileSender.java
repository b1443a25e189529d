package dev.weir.wire;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import io.vertx.core.Future;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Sends a part of a file: by the system where the connection is plain HTTP/1, else read and pumped. */
final class FileSender {
    private FileSender() {}

    /** Opens the file away from the event loop, and sends it, or a 500 where it is not as promised. */
    static void send(Exchange exchange, ResponseWriter writer, Body.FileRegion region) {
        Lane lane = exchange.lane;
        lane.blocking(() -> open(region))
                .onComplete((file, failure) -> exchange.loop().execute(() -> {
                    if (failure != null) {
                        exchange.replace(failure);
                    } else if (exchange.isOver()) {
                        OpenFile.close(file, lane.pool);
                    } else if (exchange.peer.isPlainHttp1()) {
                        OpenFile held = new OpenFile(file, () -> OpenFile.close(file, lane.pool));
                        PartSender.send(exchange, writer, held, region.offset(), region.length());
                    } else {
                        writer.pump(new Pump.Source(
                                new FileStream(exchange, file, region),
                                Future.succeededFuture(Fields.empty()),
                                region.length()));
                    }
                }));
    }

    private static FileChannel open(Body.FileRegion region) throws IOException {
        FileChannel file = FileChannel.open(region.path(), StandardOpenOption.READ);
        if (file.size() < region.offset() + region.length()) {
            file.close();
            // Less would be sent than was announced, and the next response would be taken for the rest.
            throw new EOFException(region.path() + " is shorter than the part of it that is to be sent");
        }
        return file;
    }
}
