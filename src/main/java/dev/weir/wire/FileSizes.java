package dev.weir.wire;

import io.netty.channel.DefaultMessageSizeEstimator;
import io.netty.channel.FileRegion;
import io.netty.channel.MessageSizeEstimator;

/**
 * Counts a file's bytes among those that wait to be sent. For Netty they are none, since they take no memory; but while
 * they wait, nothing more is to be read and answered on their connection.
 */
final class FileSizes implements MessageSizeEstimator {
    static final FileSizes INSTANCE = new FileSizes();

    private static final Handle OTHERS = DefaultMessageSizeEstimator.DEFAULT.newHandle();

    private FileSizes() {}

    @Override
    public Handle newHandle() {
        return FileSizes::size;
    }

    private static int size(Object message) {
        return message instanceof FileRegion file
                ? (int) Math.min(file.count(), Integer.MAX_VALUE)
                : OTHERS.size(message);
    }
}
