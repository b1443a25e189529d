package dev.weir.cache;

import dev.weir.http.Body;
import dev.weir.http.Scope;
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
        return stream(content, content.segments(), content.length(), scope);
    }

    /** As {@link #of(Content, Scope)}, for {@code length} bytes of it from {@code first}. */
    static Body of(Content content, long first, long length, Scope scope) {
        if (content.isSmall()) {
            return Body.of(content.bytes().slice((int) first, (int) (first + length)));
        }
        return stream(content, cut(content.segments(), first, first + length), length, scope);
    }

    private static List<Buffer> cut(List<Buffer> segments, long first, long end) {
        List<Buffer> cut = new ArrayList<>();
        long at = 0;
        for (Buffer segment : segments) {
            int from = (int) Math.max(first - at, 0);
            int to = (int) Math.min(end - at, segment.length());
            if (from < to) {
                cut.add(segment.slice(from, to));
            }
            at += segment.length();
        }
        return cut;
    }

    private static Body stream(Content content, List<Buffer> segments, long length, Scope scope) {
        content.hold();
        Reading reading = new Reading(segments);
        PulledStream stream = new PulledStream(scope.loop(), reading::next, () -> {});
        reading.stream = stream;
        return scope.own(Body.Stream.of(stream, length, content::release));
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
