package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.http.SharedBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent again and again is copied once, and no more than the bound is kept. */
class NativeCopiesTest {
    private static final int LIMIT = 4 << 20;

    private final NativeCopies copies = new NativeCopies(LIMIT);
    private final List<ByteBuf> given = new ArrayList<>();
    private boolean empty;

    private ByteBuf direct(int bytes) {
        if (empty) {
            throw new OutOfMemoryError("a test's");
        }
        ByteBuf made = Unpooled.directBuffer(bytes);
        given.add(made);
        return made;
    }

    /** Bytes that were given and not got back. */
    private long held() {
        return given.stream()
                .filter(buffer -> buffer.refCnt() > 0)
                .mapToLong(ByteBuf::capacity)
                .sum();
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

    private static Buffer whole(NativeCopy copy, SharedBytes bytes) {
        Buffer whole = Buffer.buffer();
        for (int place = 0; place < copy.chunks(); place++) {
            whole.appendBuffer(copy.chunk(place, bytes.pieces()));
        }
        return whole;
    }

    /** The copy from which {@code bytes} are sent the second time, and copied whole by that. */
    private NativeCopy sentTwice(SharedBytes bytes) {
        assertThat(copies.of(bytes, this::direct)).isEmpty();
        NativeCopy copy = copies.of(bytes, this::direct).orElseThrow();
        assertThat(whole(copy, bytes)).isEqualTo(whole(bytes));
        return copy;
    }

    @Test
    void whatIsSentTheSecondTimeIsCopiedAndThenSentFromTheCopy() {
        SharedBytes bytes = bytes(2_500_000, 700_001);
        sentTwice(bytes).release();
        int made = given.size();
        NativeCopy again = copies.of(bytes, this::direct).orElseThrow();
        assertThat(whole(again, bytes)).isEqualTo(whole(bytes));
        assertThat(given).hasSize(made);
        assertThat(held()).isEqualTo(2_500_000).isEqualTo(copies.used());
    }

    @Test
    void piecesOfAnySizeMakeTheSame() {
        for (int piece : new int[] {1 << 20, (1 << 20) - 1, (1 << 20) + 1, 65_536, 3_000_000}) {
            SharedBytes bytes = bytes(3_000_000, piece);
            sentTwice(bytes).release();
        }
    }

    @Test
    void equalBytesOfOthersAreOtherBytes() {
        SharedBytes one = bytes(100_000, 100_000);
        SharedBytes other = new SharedBytes(new Object(), one.pieces(), one.length());
        sentTwice(one);
        assertThat(copies.of(other, this::direct)).isEmpty();
    }

    @Test
    void theOneThatWasLeastLatelySentGoesFirst() {
        SharedBytes first = bytes(2_000_000, 65_536);
        SharedBytes second = bytes(1_900_000, 65_536);
        SharedBytes third = bytes(1_800_000, 65_536);
        sentTwice(first).release();
        sentTwice(second).release();
        copies.of(first, this::direct).orElseThrow().release();
        sentTwice(third).release();
        assertThat(held()).isEqualTo(3_800_000).isEqualTo(copies.used());
        assertThat(copies.of(first, this::direct)).isPresent();
    }

    @Test
    void whatIsStillBeingSentIsNotFreedAndCounts() {
        SharedBytes slow = bytes(3_000_000, 65_536);
        NativeCopy sending = sentTwice(slow);
        SharedBytes other = bytes(2_000_000, 65_536);
        assertThat(copies.of(other, this::direct)).isEmpty();
        assertThat(copies.of(other, this::direct)).isEmpty();
        assertThat(whole(sending, slow)).isEqualTo(whole(slow));
        assertThat(copies.used()).isEqualTo(3_000_000);
        assertThat(copies.of(slow, this::direct)).contains(sending);
        sending.release();
        sending.release();
        assertThat(copies.of(other, this::direct)).isPresent();
        assertThat(held()).isZero();
    }

    @Test
    void nothingGoesForWhatHasNoRoomAllTheSame() {
        SharedBytes slow = bytes(2_000_000, 65_536);
        NativeCopy sending = sentTwice(slow);
        SharedBytes idle = bytes(1_000_000, 65_536);
        sentTwice(idle).release();
        SharedBytes tooLarge = bytes(3_000_000, 65_536);
        assertThat(copies.of(tooLarge, this::direct)).isEmpty();
        assertThat(copies.of(tooLarge, this::direct)).isEmpty();
        assertThat(copies.of(idle, this::direct)).isPresent();
        assertThat(copies.of(slow, this::direct)).contains(sending);
    }

    @Test
    void whatIsClosedGivesAllBackOnceItIsSentAndKeepsNoMore() {
        sentTwice(bytes(1_000_000, 65_536)).release();
        SharedBytes bytes = bytes(2_000_000, 65_536);
        NativeCopy sending = sentTwice(bytes);
        copies.close();
        assertThat(held()).isEqualTo(2_000_000);
        sending.release();
        assertThat(held()).isZero();
        assertThat(copies.of(bytes, this::direct)).isEmpty();
    }

    @Test
    void whatWasFreedCannotBeSentNorFreedAgain() {
        SharedBytes bytes = bytes(1_000_000, 65_536);
        NativeCopy copy = sentTwice(bytes);
        copies.close();
        copy.release();
        assertThatThrownBy(() -> copy.chunk(0, bytes.pieces())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(copy::hold).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(copy::release).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatHasGrownMeanwhileIsNotSentFromItsCopy() {
        SharedBytes bytes = bytes(1_000_000, 65_536);
        sentTwice(bytes).release();
        SharedBytes grown = new SharedBytes(bytes.identity(), bytes.pieces(), 1_000_001);
        assertThat(copies.of(grown, this::direct)).isEmpty();
        assertThat(held()).isZero();
    }

    @Test
    void whatIsLargerThanTheBoundIsNeverCopied() {
        SharedBytes bytes = bytes(LIMIT + 1, LIMIT + 1);
        assertThat(copies.of(bytes, this::direct)).isEmpty();
        assertThat(copies.of(bytes, this::direct)).isEmpty();
        assertThat(copies.used()).isZero();
    }

    @Test
    @Timeout(30)
    void whatNobodyHasAnyMoreGivesWayFirst() {
        SharedBytes kept = bytes(1_000_000, 65_536);
        sentTwice(kept).release();
        WeakReference<Object> gone = sentAndForgotten();
        while (gone.get() != null) {
            System.gc();
        }
        sentTwice(bytes(3_000_000, 65_536)).release();
        assertThat(copies.of(kept, this::direct)).isPresent();
        assertThat(held()).isEqualTo(4_000_000);
    }

    private WeakReference<Object> sentAndForgotten() {
        SharedBytes bytes = bytes(2_000_000, 65_536);
        sentTwice(bytes).release();
        return new WeakReference<>(bytes.identity());
    }

    @Test
    void withoutMemoryOutsideTheHeapItIsSentFromTheHeap() {
        SharedBytes bytes = bytes(2_500_000, 700_001);
        empty = true;
        NativeCopy copy = sentTwice(bytes);
        assertThat(given).isEmpty();
        empty = false;
        assertThat(whole(copy, bytes)).isEqualTo(whole(bytes));
        assertThat(held()).isEqualTo(2_500_000);
    }
}
