package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.testkit.TestScope;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BodyWriterTest {
    private final TestScope scope = TestScope.create();
    private final BodyWriter writer = BodyWriter.of(scope);
    private final List<String> read = new ArrayList<>();
    private final List<Throwable> broken = new ArrayList<>();
    private int ends;

    @BeforeEach
    void listen() {
        writer.body().stream().handler(bytes -> read.add(bytes.toString()));
        writer.body().stream().endHandler(end -> ends++);
        writer.body().stream().exceptionHandler(broken::add);
    }

    private Future<Void> write(String text) {
        return writer.write(Buffer.buffer(text));
    }

    @Test
    void bytesWaitUntilTheyAreAskedFor() {
        Future<Void> one = write("one");
        Future<Void> two = write("two");
        Future<Void> end = writer.end(Fields.of("X-Sum", "1"));
        assertThat(read).isEmpty();
        assertThat(writer.queued()).isEqualTo(6);
        writer.body().stream().fetch(1);
        assertThat(read).containsExactly("one");
        assertThat(one.succeeded()).isTrue();
        assertThat(two.isComplete()).isFalse();
        assertThat(ends).isZero();
        writer.body().stream().resume();
        assertThat(read).containsExactly("one", "two");
        assertThat(ends).isEqualTo(1);
        assertThat(end.succeeded()).isTrue();
        assertThat(writer.body().trailers().result().get("X-Sum", "")).isEqualTo("1");
    }

    @Test
    void aFullQueueSaysSoAndTellsWhenThereIsRoomAgain() {
        int[] drained = {0};
        writer.setWriteQueueMaxSize(4).drainHandler(ready -> drained[0]++);
        write("ab");
        assertThat(writer.writeQueueFull()).isFalse();
        write("cd");
        assertThat(writer.writeQueueFull()).isTrue();
        writer.body().stream().fetch(1);
        assertThat(drained[0]).isEqualTo(1);
        assertThat(writer.writeQueueFull()).isFalse();
    }

    @Test
    void aReaderThatPausesWithinItsHandlerGetsNoMore() {
        writer.body().stream().handler(bytes -> {
            read.add(bytes.toString());
            writer.body().stream().pause();
        });
        writer.body().stream().resume();
        write("one");
        write("two");
        assertThat(read).containsExactly("one");
    }

    @Test
    void aFailureIsNeverAnEnd() {
        Future<Void> waiting = write("half");
        writer.fail(new IllegalStateException("broken"));
        writer.body().stream().resume();
        assertThat(read).isEmpty();
        assertThat(ends).isZero();
        assertThat(broken).hasSize(1);
        assertThat(waiting.failed()).isTrue();
        assertThat(writer.body().trailers().failed()).isTrue();
        assertThat(writer.queued()).isZero();
    }

    @Test
    void aWriterLearnsThatItsReaderHasLeft() {
        List<Throwable> told = new ArrayList<>();
        writer.exceptionHandler(told::add);
        Future<Void> waiting = write("unread");
        scope.cancel(Cancellation.CLIENT_GONE);
        scope.close();
        assertThat(told).hasSize(1);
        assertThat(((CancelledException) told.get(0)).cancellation()).isEqualTo(Cancellation.CLIENT_GONE);
        assertThat(waiting.failed()).isTrue();
        assertThat(write("late").failed()).isTrue();
        assertThat(writer.isOpen()).isFalse();
    }

    @Test
    void writingBehindTheEndIsRefused() {
        writer.end();
        assertThat(write("late").cause()).isInstanceOf(IllegalStateException.class);
    }
}
