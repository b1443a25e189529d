package dev.weir.benchmarks.load;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Looks at a process while it is under load, five times a second, and keeps the most that it saw. */
public final class Watch implements AutoCloseable {
    private static final long INTERVAL_MS = 200;

    private final ProcessHandle process;
    private final Thread looking = new Thread(this::look, "watch");
    private volatile boolean done;
    private volatile long residentBytes;
    private volatile int threads;

    public Watch(ProcessHandle process) {
        this.process = process;
        looking.setDaemon(true);
        looking.start();
    }

    private void look() {
        try {
            while (!done) {
                residentBytes = Math.max(residentBytes, ProcFs.residentBytes(process));
                threads = Math.max(threads, ProcFs.threads(process));
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MS);
            }
        } catch (IOException | InterruptedException e) {
            // The process is gone, or nobody looks any more: what was seen stands.
        }
    }

    public long residentBytes() {
        return residentBytes;
    }

    public int threads() {
        return threads;
    }

    @Override
    public void close() throws InterruptedException {
        done = true;
        looking.interrupt();
        looking.join();
    }
}
