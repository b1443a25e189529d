package dev.weir.cache;

import dev.weir.fields.AcceptEncoding;
import dev.weir.policy.Asked;
import dev.weir.store.Content;
import dev.weir.store.Entry;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/**
 * The forms of a stored response in other codings: each made once, on a worker, when somebody first asks who takes it, and
 * kept with what it was made of. Meanwhile that is served.
 */
final class Coder {
    /** Bytes; less is not worth a second form. */
    private static final int SMALLEST = 1 << 10;

    private record Making(Content of, String coding) {}

    private final Set<Making> making = ConcurrentHashMap.newKeySet();

    /** What of {@code entry} answers {@code inquiry}: the form that it likes best, or the entry itself. */
    Entry formOf(CacheState state, Entry entry, Inquiry inquiry) {
        String coding = wanted(state, entry, inquiry.asked());
        if (coding.equals(AcceptEncoding.IDENTITY)) {
            return entry;
        }
        Optional<Entry> form = entry.form(coding);
        if (form.isEmpty() && !entry.isDense()) {
            begin(state, entry, coding, inquiry);
        }
        return form.orElse(entry);
    }

    /** The coding in which {@code entry} is to answer, be it there in it or not. */
    static String wanted(CacheState state, Entry entry, Asked asked) {
        return entry.head().isCodable() && entry.content().length() >= SMALLEST
                ? state.settings().terms().codings().choose(asked, entry.head())
                : AcceptEncoding.IDENTITY;
    }

    private void begin(CacheState state, Entry entry, String coding, Inquiry inquiry) {
        Making task = new Making(entry.content(), coding);
        if (!making.add(task)) {
            return;
        }
        entry.content().hold();
        try {
            inquiry.request().scope().workers().execute(() -> {
                try {
                    make(state, entry, coding);
                } catch (RuntimeException | OutOfMemoryError e) {
                    entry.dense(); // once is enough
                    state.faults().own(inquiry.request(), e);
                } finally {
                    entry.content().release();
                    making.remove(task);
                }
            });
        } catch (RejectedExecutionException e) {
            entry.content().release(); // all are busy: the next who asks tries again
            making.remove(task);
        }
    }

    private static void make(CacheState state, Entry entry, String coding) {
        long room = entry.content().length();
        if (!state.budget().tryReserve(room)) {
            return;
        }
        Optional<Buffer> coded;
        try {
            coded = compressed(entry.content(), coding);
        } finally {
            state.budget().release(room);
        }
        if (coded.isEmpty()) {
            entry.dense();
            return;
        }
        Optional<Content> content = state.keep(List.of(coded.get()));
        content.ifPresent(bytes -> {
            if (!state.addForm(entry, coding, bytes)) {
                entry.dense();
            }
            bytes.release();
        });
    }

    /** None where it is no smaller. */
    private static Optional<Buffer> compressed(Content content, String coding) {
        long length = content.length();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.min(Content.SEGMENT, length / 2));
        try (OutputStream writer = Writers.of(coding, bytes, length)) {
            for (Buffer segment : content.segments()) {
                writer.write(segment.getBytes());
                if (bytes.size() >= length) {
                    return Optional.empty();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never, into memory
        }
        return bytes.size() < length ? Optional.of(Buffer.buffer(bytes.toByteArray())) : Optional.empty();
    }
}
