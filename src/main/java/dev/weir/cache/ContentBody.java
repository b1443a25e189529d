package dev.weir.cache;

import dev.weir.http.Body;
import dev.weir.http.Scope;
import dev.weir.http.SharedBytes;
import dev.weir.store.Content;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** A stored content as a body: at once where it is small, else segment by segment at its reader's pace. */
final class ContentBody {
    private static final int BATCH = 4;

    private ContentBody() {}

    /** A body for {@code scope}; what is large is held until that scope ends. */
    static Body of(Content content, Scope scope) {
        if (content.isSmall()) {
            return Body.of(content.bytes());
        }
        SharedBytes bytes = new SharedBytes(content, content.segments(), content.length());
        content.hold();
        return scope.own(Body.Stream.of(bytes, reading(bytes.pieces(), scope), content::release));
    }

    /** As {@link #of(Content, Scope)}, for these pieces of it, and what stands between them. */
    static Body of(Content content, List<Buffer> pieces, Scope scope) {
        if (pieces.size() == 1) {
            return Body.of(pieces.get(0));
        }
        long length = 0;
        for (Buffer piece : pieces) {
            length += piece.length();
        }
        content.hold();
        return scope.own(Body.Stream.of(reading(pieces, scope), length, content::release));
    }

    /** The {@code length} bytes of {@code content} from {@code first} on, not copied. */
    static List<Buffer> cut(Content content, long first, long length) {
        List<Buffer> cut = new ArrayList<>();
        long end = first + length;
        long at = 0;
        for (Buffer segment : content.segments()) {
            int from = (int) Math.max(first - at, 0);
            int to = (int) Math.min(end - at, segment.length());
            if (from < to) {
                cut.add(segment.slice(from, to));
            }
            at += segment.length();
        }
        return cut;
    }

    private static PulledStream reading(List<Buffer> segments, Scope scope) {
        Reading reading = new Reading(segments);
        PulledStream stream = new PulledStream(scope.loop(), reading::next, () -> {});
        reading.stream = stream;
        return stream;
    }

    private static final class Reading {
        private final List<Buffer> segments;
        private int at;
        private PulledStream stream = new PulledStream(Runnable::run, taken -> {}, () -> {});

        Reading(List<Buffer> segments) {
            this.segments = segments;
        }

        void next(long taken) {
            int to = Math.min(segments.size(), at + BATCH);
            List<Buffer> batch = new ArrayList<>(segments.subList(at, to));
            at = to;
            stream.offer(batch, to == segments.size());
        }
    }
}
