package dev.weir.wire;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that several send from, and that is let go when nobody holds it any more: who opened it, who sends it, and each
 * connection that has not done with its bytes. For one event loop.
 */
final class OpenFile {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFile.class);

    private final FileChannel channel;
    private final Runnable onUnused;
    private int holders = 1;

    /**
     * Held once, by the caller.
     *
     * @param onUnused closes it
     */
    OpenFile(FileChannel channel, Runnable onUnused) {
        this.channel = channel;
        this.onUnused = onUnused;
    }

    void hold() {
        checkHeld();
        holders++;
    }

    void release() {
        checkHeld();
        if (--holders == 0) {
            onUnused.run();
        }
    }

    /** The number of a file that was closed may be another file's already: better an error here than its bytes there. */
    private void checkHeld() {
        if (holders == 0) {
            throw new IllegalStateException("a file that nobody holds is closed");
        }
    }

    /** Whether somebody holds it besides who opened it. */
    boolean isBeingSent() {
        return holders > 1;
    }

    FileChannel channel() {
        checkHeld();
        return channel;
    }

    /**
     * Closes a file, which may be deleted by that and wait for the disk.
     *
     * @param workers need tell nobody that it is done: the event loop may have ended by then
     */
    static void close(FileChannel file, Executor workers) {
        try {
            workers.execute(() -> close(file));
        } catch (RejectedExecutionException ended) {
            close(file);
        }
    }

    /** Closes a file here and now. */
    static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("a file could not be closed", e);
        }
    }
}
