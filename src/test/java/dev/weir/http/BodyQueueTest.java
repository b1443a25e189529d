package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BodyQueueTest {
    private final BodyQueue queue = new BodyQueue(Runnable::run, 4);
    private final List<String> heard = new ArrayList<>();
    private final IllegalStateException cause = new IllegalStateException("on purpose");

    @BeforeEach
    void listen() {
        queue.handler(bytes -> heard.add(bytes.toString()));
        queue.endHandler(end -> heard.add("end"));
        queue.exceptionHandler(told -> heard.add("failed " + told.getMessage()));
        queue.onDrain(room -> heard.add("room"));
        queue.onLeft(told -> heard.add("left " + told.getMessage()));
    }

    private Future<Void> add(String text) {
        return queue.add(Buffer.buffer(text));
    }

    @Test
    void noMoreIsHandedOnThanIsAskedFor() {
        Future<Void> first = add("a");
        Future<Void> second = add("b");
        assertThat(heard).isEmpty();
        queue.fetch(1);
        assertThat(heard).containsExactly("a");
        assertThat(first.succeeded()).isTrue();
        assertThat(second.isComplete()).isFalse();
        queue.pause().fetch(0);
        assertThat(heard).containsExactly("a");
        queue.resume();
        queue.resume();
        Future<Void> third = add("c");
        assertThat(heard).containsExactly("a", "b", "c");
        assertThat(third.succeeded()).isTrue();
    }

    @Test
    void aReaderThatPausesInTheMiddleGetsTheRestInOrderLater() {
        queue.handler(bytes -> {
            heard.add(bytes.toString());
            queue.pause();
        });
        add("a");
        add("b");
        queue.resume();
        assertThat(heard).containsExactly("a");
        queue.resume();
        assertThat(heard).containsExactly("a", "b");
    }

    @Test
    void whatIsAddedOrAskedForFromWithinTheReaderKeepsTheOrder() {
        queue.handler(bytes -> {
            if (bytes.toString().equals("a")) {
                add("c");
                queue.fetch(2);
            }
            heard.add(bytes.toString());
        });
        add("a");
        add("b");
        queue.fetch(1);
        assertThat(heard).containsExactly("a", "b", "c");
    }

    @Test
    void theEndComesBehindEverythingAndWhenItIsAskedFor() {
        add("a");
        Future<Void> whole = queue.end();
        assertThat(queue.isOpen()).isFalse();
        queue.fetch(1);
        assertThat(heard).containsExactly("a");
        assertThat(whole.isComplete()).isFalse();
        queue.fetch(1);
        assertThat(heard).containsExactly("a", "end");
        assertThat(whole.succeeded()).isTrue();
        queue.resume();
        assertThat(heard).containsExactly("a", "end");
    }

    @Test
    void nothingIsTakenBehindTheEnd() {
        queue.end();
        assertThat(add("a").cause()).hasMessageContaining("after the end");
        assertThat(queue.end().cause()).hasMessageContaining("after the end");
    }

    @Test
    void roomIsToldOnceWhenHalfIsFreeAfterItWasFull() {
        add("ab");
        assertThat(queue.isFull()).isFalse();
        add("c");
        add("d");
        assertThat(queue.isFull()).isTrue();
        assertThat(queue.bytes()).isEqualTo(4);
        queue.fetch(1);
        assertThat(heard).containsExactly("ab", "room");
        queue.resume();
        assertThat(heard).containsExactly("ab", "room", "c", "d");
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void aSmallerLimitHoldsAtOnce() {
        add("ab");
        queue.limit(2);
        assertThat(queue.isFull()).isTrue();
    }

    @Test
    void aFailureDropsWhatWaitsAndIsToldOnceAlsoToWhoListensLater() {
        BodyQueue late = new BodyQueue(Runnable::run, 4);
        Future<Void> dropped = late.add(Buffer.buffer("a"));
        late.fail(cause);
        late.fail(new IllegalStateException("too late"));
        assertThat(dropped.cause()).isSameAs(cause);
        assertThat(late.add(Buffer.buffer("b")).cause()).isSameAs(cause);
        assertThat(late.bytes()).isZero();
        late.exceptionHandler(told -> heard.add("failed " + told.getMessage()));
        late.handler(bytes -> heard.add(bytes.toString())).resume();
        assertThat(heard).containsExactly("failed on purpose");
    }

    @Test
    void aReaderThatLeavesIsToldToTheWriterOnceAlsoToOneThatListensLater() {
        Future<Void> dropped = add("a");
        Future<Void> whole = queue.end();
        queue.readerLeft(cause);
        queue.readerLeft(cause);
        assertThat(dropped.cause()).isSameAs(cause);
        assertThat(whole.cause()).isSameAs(cause);
        assertThat(heard).containsExactly("left on purpose");
        queue.onLeft(told -> heard.add("late " + told.getMessage()));
        assertThat(heard).containsExactly("left on purpose", "late on purpose");
    }

    @Test
    void whoHasReadAllMayLeaveUnnoticed() {
        queue.end();
        queue.resume();
        queue.readerLeft(cause);
        assertThat(heard).containsExactly("end");
    }

    @Test
    void manyThreadsWriteAndNothingIsLostOrTurnedRound() throws Exception {
        int writers = 4;
        int each = 2_000;
        ExecutorService loop = Executors.newSingleThreadExecutor();
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            BodyQueue shared = new BodyQueue(loop, 1_000);
            int[] next = new int[writers];
            List<String> wrong = new ArrayList<>();
            CompletableFuture<Void> ended = new CompletableFuture<>();
            shared.handler(bytes -> {
                int writer = bytes.getInt(0);
                if (bytes.getInt(4) != next[writer]++) {
                    wrong.add(writer + " at " + bytes.getInt(4));
                }
                shared.fetch(1);
            });
            shared.endHandler(end -> ended.complete(null));
            shared.fetch(1);
            List<CompletableFuture<Void>> done = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                int writer = i;
                done.add(CompletableFuture.runAsync(
                        () -> {
                            for (int n = 0; n < each; n++) {
                                Future<Void> ignored = shared.add(
                                        Buffer.buffer().appendInt(writer).appendInt(n));
                            }
                        },
                        threads));
            }
            CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
            Future<Void> whole = shared.end();
            ended.get(30, TimeUnit.SECONDS);
            assertThat(whole.succeeded()).isTrue();
            assertThat(wrong).isEmpty();
            assertThat(next).containsOnly(each);
        } finally {
            threads.shutdown();
            loop.shutdown();
        }
    }
}
