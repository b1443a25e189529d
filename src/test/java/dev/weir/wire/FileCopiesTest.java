package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.weir.http.SharedBytes;
import dev.weir.support.LogCapture;
import dev.weir.testkit.ManualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is sent again and again is copied once, and no more than the bound is kept. */
class FileCopiesTest {
    private static final int LIMIT = 4 << 20;

    /** What the workers are given to do waits here. */
    private final ArrayDeque<Runnable> work = new ArrayDeque<>();

    /** Every file that was made. */
    private final List<FileChannel> files = new ArrayList<>();

    private final ManualTime time = ManualTime.create();

    @TempDir
    private Path folder = Path.of("unset");

    private FileCopies copies = new FileCopies(folder, LIMIT, time, this::run, this::hand);
    private boolean refusing;

    private <T> Future<T> run(Callable<T> task) {
        if (refusing) {
            return Future.failedFuture(new RejectedExecutionException());
        }
        Promise<T> promise = Promise.promise();
        work.add(() -> {
            try {
                T result = task.call();
                if (result instanceof FileChannel file) {
                    files.add(file);
                }
                promise.complete(result);
            } catch (Exception e) {
                promise.fail(e);
            }
        });
        return promise.future();
    }

    private void hand(Runnable task) {
        if (refusing) {
            throw new RejectedExecutionException();
        }
        work.add(task);
    }

    private void work() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    @BeforeEach
    void inAFolderOfItsOwn() {
        copies = new FileCopies(folder, LIMIT, time, this::run, this::hand);
    }

    @AfterEach
    void nothingIsLeft() {
        copies.close();
        work();
        files.forEach(OpenFile::close);
    }

    /** How many bytes the files have that are open. */
    private long open() throws IOException {
        long bytes = 0;
        for (FileChannel file : files) {
            bytes += file.isOpen() ? file.size() : 0;
        }
        return bytes;
    }

    /** Bytes of chance, in pieces of {@code piece} bytes. */
    private static SharedBytes bytes(int length, int piece) {
        byte[] all = new byte[length];
        new Random(length).nextBytes(all);
        List<Buffer> pieces = new ArrayList<>();
        for (int from = 0; from < length; from += piece) {
            pieces.add(Buffer.buffer(all).slice(from, Math.min(length, from + piece)));
        }
        return new SharedBytes(new Object(), pieces, length);
    }

    private static Buffer whole(SharedBytes bytes) {
        Buffer whole = Buffer.buffer();
        bytes.pieces().forEach(whole::appendBuffer);
        return whole;
    }

    private static Buffer whole(OpenFile copy) throws IOException {
        ByteBuffer all = ByteBuffer.allocate((int) copy.channel().size());
        while (all.hasRemaining()) {
            copy.channel().read(all, all.position());
        }
        return Buffer.buffer(all.array());
    }

    /** The copy from which {@code bytes} are sent the third time. */
    private OpenFile sentAgain(SharedBytes bytes) throws IOException {
        assertThat(copies.of(bytes)).isEmpty();
        assertThat(copies.of(bytes)).isEmpty();
        work();
        OpenFile copy = copies.of(bytes).orElseThrow();
        assertThat(whole(copy)).isEqualTo(whole(bytes));
        return copy;
    }

    private void pass() {
        time.advance(FileCopies.RECENT);
    }

    @Test
    void whatIsSentOnceIsNotCopied() {
        assertThat(copies.of(bytes(1_000_000, 65_536))).isEmpty();
        assertThat(work).isEmpty();
        assertThat(copies.used()).isZero();
    }

    @Test
    void whatIsSentTheSecondTimeIsCopiedAndThenSentFromTheCopy() throws IOException {
        SharedBytes bytes = bytes(2_500_000, 700_001);
        OpenFile copy = sentAgain(bytes);
        assertThat(copies.of(bytes)).containsSame(copy);
        assertThat(files).hasSize(1);
        assertThat(open()).isEqualTo(2_500_000).isEqualTo(copies.used());
    }

    @Test
    void whileItIsCopiedItIsSentFromTheHeapAndNothingElseIsCopied() {
        SharedBytes bytes = bytes(1_000_000, 65_536);
        SharedBytes other = bytes(1_000_001, 65_536);
        copies.of(bytes);
        copies.of(bytes);
        assertThat(copies.of(bytes)).isEmpty();
        copies.of(other);
        copies.of(other);
        work();
        assertThat(files).hasSize(1);
        assertThat(copies.of(bytes)).isPresent();
        assertThat(copies.of(other)).isEmpty();
        work();
        assertThat(copies.of(other)).isPresent();
    }

    @Test
    void piecesOfAnySizeMakeTheSame() throws IOException {
        for (int piece : new int[] {1 << 20, (1 << 20) - 1, (1 << 20) + 1, 65_536, 3_000_000}) {
            sentAgain(bytes(3_000_000, piece)).release();
            pass();
        }
    }

    @Test
    void equalBytesOfOthersAreOtherBytes() throws IOException {
        SharedBytes one = bytes(100_000, 100_000);
        SharedBytes other = new SharedBytes(new Object(), one.pieces(), one.length());
        sentAgain(one);
        assertThat(copies.of(other)).isEmpty();
    }

    @Test
    void theOneThatWasLeastLatelySentGoesFirst() throws IOException {
        SharedBytes first = bytes(2_000_000, 65_536);
        SharedBytes second = bytes(1_900_000, 65_536);
        SharedBytes third = bytes(1_800_000, 65_536);
        sentAgain(first).release();
        sentAgain(second).release();
        copies.of(first).orElseThrow().release();
        pass();
        sentAgain(third).release();
        work();
        assertThat(open()).isEqualTo(3_800_000).isEqualTo(copies.used());
        assertThat(copies.of(first)).isPresent();
    }

    @Test
    void whatWasSentJustNowStays() throws IOException {
        SharedBytes busy = bytes(3_000_000, 65_536);
        SharedBytes other = bytes(2_000_000, 65_536);
        sentAgain(busy).release();
        pass();
        copies.of(busy).orElseThrow().release();
        time.advance(FileCopies.RECENT.minusNanos(1));
        copies.of(other);
        copies.of(other);
        work();
        assertThat(copies.of(other)).isEmpty();
        time.advance(FileCopies.RECENT);
        copies.of(other);
        work();
        assertThat(copies.of(other)).isPresent();
        assertThat(open()).isEqualTo(2_000_000);
    }

    @Test
    void whatIsStillBeingSentIsNotClosedAndCounts() throws IOException {
        SharedBytes slow = bytes(3_000_000, 65_536);
        OpenFile sending = sentAgain(slow);
        SharedBytes other = bytes(2_000_000, 65_536);
        pass();
        copies.of(other);
        copies.of(other);
        work();
        assertThat(copies.of(other)).isEmpty();
        assertThat(whole(sending)).isEqualTo(whole(slow));
        assertThat(copies.used()).isEqualTo(3_000_000);
        sending.release();
        copies.of(other);
        work();
        assertThat(copies.of(other)).isPresent();
        assertThat(open()).isEqualTo(2_000_000);
    }

    @Test
    void nothingGoesForWhatHasNoRoomAllTheSame() throws IOException {
        SharedBytes slow = bytes(2_000_000, 65_536);
        OpenFile sending = sentAgain(slow);
        SharedBytes idle = bytes(1_000_000, 65_536);
        sentAgain(idle).release();
        pass();
        SharedBytes tooLarge = bytes(3_500_000, 65_536);
        copies.of(tooLarge);
        copies.of(tooLarge);
        work();
        assertThat(copies.of(tooLarge)).isEmpty();
        assertThat(copies.of(idle)).isPresent();
        assertThat(copies.of(slow)).containsSame(sending);
    }

    @Test
    void smallFilesAreFewerThanTheirBytesWouldAllow() throws IOException {
        for (int i = 0; i < 40; i++) {
            SharedBytes bytes = bytes(70_000 + i, 70_000);
            copies.of(bytes);
            copies.of(bytes);
            work();
        }
        assertThat(files).hasSize(16);
        assertThat(copies.used()).isEqualTo(LIMIT);
    }

    @Test
    void whatIsClosedLetsAllGoOnceItIsSentAndKeepsNoMore() throws IOException {
        sentAgain(bytes(1_000_000, 65_536)).release();
        SharedBytes bytes = bytes(2_000_000, 65_536);
        OpenFile sending = sentAgain(bytes);
        copies.close();
        work();
        assertThat(open()).isEqualTo(2_000_000);
        sending.release();
        work();
        assertThat(open()).isZero();
        assertThat(copies.used()).isZero();
        assertThat(copies.of(bytes)).isEmpty();
    }

    @Test
    void aCopyThatIsMadeWhenAllIsClosedIsLetGo() throws IOException {
        SharedBytes bytes = bytes(1_000_000, 65_536);
        copies.of(bytes);
        copies.of(bytes);
        copies.close();
        work();
        assertThat(files).hasSize(1);
        assertThat(open()).isZero();
        assertThat(copies.used()).isZero();
    }

    @Test
    void whereNoWorkerTakesItItIsSentFromTheHeapAndClosedAllTheSame() throws IOException {
        SharedBytes bytes = bytes(1_000_000, 65_536);
        sentAgain(bytes).release();
        refusing = true;
        SharedBytes other = bytes(1_000_001, 65_536);
        copies.of(other);
        assertThat(copies.of(other)).isEmpty();
        assertThat(copies.used()).isEqualTo(1_000_000);
        copies.close();
        assertThat(open()).isZero();
        assertThat(copies.used()).isZero();
    }

    @Test
    void nobodyElseSeesTheFile() throws IOException {
        sentAgain(bytes(1_000_000, 65_536));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatWasClosedCannotBeSentNorClosedAgain() throws IOException {
        OpenFile copy = sentAgain(bytes(1_000_000, 65_536));
        copies.close();
        copy.release();
        assertThatThrownBy(copy::channel).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(copy::hold).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(copy::release).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatHasGrownMeanwhileIsNotSentFromItsCopy() throws IOException {
        SharedBytes bytes = bytes(1_000_000, 65_536);
        sentAgain(bytes).release();
        SharedBytes grown = new SharedBytes(bytes.identity(), bytes.pieces(), 1_000_001);
        assertThat(copies.of(grown)).isEmpty();
        work();
        assertThat(open()).isZero();
    }

    @Test
    void whatIsLargerThanTheBoundIsNeverCopied() {
        SharedBytes bytes = bytes(LIMIT + 1, LIMIT + 1);
        copies.of(bytes);
        copies.of(bytes);
        assertThat(work).isEmpty();
        assertThat(copies.used()).isZero();
    }

    @Test
    void whatCannotBeCopiedIsSaidOnceAndSentFromTheHeapForAWhile() throws Exception {
        SharedBytes bytes = bytes(1_000_000, 65_536);
        Files.delete(folder);
        try (LogCapture log = LogCapture.of("dev.weir", Level.WARN)) {
            copies.of(bytes);
            copies.of(bytes);
            work();
            time.advance(FileCopies.PAUSE.minusNanos(1));
            copies.of(bytes);
            assertThat(work).isEmpty();
            time.advance(FileCopies.PAUSE);
            copies.of(bytes);
            work();
            assertThat(log.rest())
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("java.io.tmpdir", "from the heap", "NoSuchFileException");
        }
        assertThat(copies.used()).isZero();
        Files.createDirectory(folder);
        time.advance(FileCopies.PAUSE);
        assertThat(copies.of(bytes)).isEmpty();
        work();
        assertThat(whole(copies.of(bytes).orElseThrow())).isEqualTo(whole(bytes));
    }

    @Test
    @Timeout(30)
    void whatNobodyHasAnyMoreGivesWayFirst() throws IOException {
        SharedBytes kept = bytes(1_000_000, 65_536);
        sentAgain(kept).release();
        WeakReference<Object> gone = sentAndForgotten();
        while (gone.get() != null) {
            System.gc();
        }
        sentAgain(bytes(3_000_000, 65_536)).release();
        work();
        assertThat(copies.of(kept)).isPresent();
        assertThat(open()).isEqualTo(4_000_000);
    }

    private WeakReference<Object> sentAndForgotten() throws IOException {
        SharedBytes bytes = bytes(2_000_000, 65_536);
        sentAgain(bytes).release();
        return new WeakReference<>(bytes.identity());
    }
}
