package dev.weir.cli;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;

/**
 * Hands each line of the log to a thread that writes it, so that who logs, an event loop mostly, never waits for who reads.
 * Where lines come faster than they are read, the newest are left out, and a line in front of the next one says how many.
 */
public final class NonBlockingAppender extends AsyncAppender {

    /** As many again may be with the thread. Ordinary lines are some 3 MiB then, the longest that the edge lets in 64. */
    private static final int LINES = 4096;

    private static final String FQCN = NonBlockingAppender.class.getName();

    private long leftOut;

    /** Logback makes it, by its name. */
    public NonBlockingAppender() {
        setQueueSize(LINES);
        setDiscardingThreshold(0); // the default leaves out INFO before the queue is full, and says nothing
        setNeverBlock(true);
    }

    /** Not by two at once: what finds room has it. */
    @Override
    protected synchronized void append(ILoggingEvent event) {
        // For this one, for what is said of those left out before, and for what the end may have to say.
        if (getRemainingCapacity() < 3) {
            leftOut++;
            return;
        }
        tellWhatIsLeftOut();
        super.append(event);
    }

    private void tellWhatIsLeftOut() {
        if (leftOut > 0) {
            Logger logger = ((LoggerContext) getContext()).getLogger(NonBlockingAppender.class);
            String text = leftOut + " lines of the log were left out here: they came faster than they were read";
            super.append(new LoggingEvent(FQCN, logger, Level.WARN, text, null, null));
            leftOut = 0;
        }
    }

    @Override
    public void stop() {
        synchronized (this) {
            tellWhatIsLeftOut();
        }
        super.stop();
    }
}
