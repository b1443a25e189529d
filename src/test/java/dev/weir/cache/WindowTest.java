package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.Rig.Client;
import dev.weir.http.Body;
import dev.weir.http.CancelledException;
import dev.weir.testkit.TestBody;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not stored flows through a window; what is stored keeps within the budget. */
class WindowTest {
    private static final int CHUNK = 10_000;
    private static final String[] FRESH = {"Cache-Control", "max-age=60"};

    private final Rig rig = new Rig(CacheSettings.ofMemory(8 << 20)
            .withMaxBodyBytes(100_000)
            .withWindowBytes(100_000)
            .withStallLimit(Duration.ofSeconds(10)));

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    private static Buffer chunk() {
        return Buffer.buffer(new byte[CHUNK]);
    }

    private static void write(TestBody body, int chunks) {
        for (int i = 0; i < chunks; i++) {
            body.write(chunk());
        }
    }

    /** A client that has its head and has read nothing. */
    private Client idle() {
        return rig.get("/x");
    }

    private static void read(Client client) {
        client.call().textSoFar();
    }

    @Test
    void theOriginIsReadAtTheFastestReadersPaceUntilTheWindowIsFullThenAtTheSlowests() {
        Client fast = idle();
        Client slow = idle();
        TestBody body = rig.asked(0).stream(10_000_000, FRESH);
        read(fast);
        write(body, 50);
        assertThat(body.delivered()).as("the slow one holds it back").isEqualTo(100_000);
        assertThat(fast.call().textSoFar()).hasSize(100_000);
        read(slow);
        assertThat(body.delivered()).as("nobody holds it back any more").isEqualTo(50 * CHUNK);
        write(body, 950);
        body.end();
        assertThat(fast.call().bytes().length()).isEqualTo(10_000_000);
        assertThat(slow.call().bytes().length()).isEqualTo(10_000_000);
        assertThat(rig.stats().stored()).isZero();
    }

    @Test
    void itTakesNoMoreOfTheBudgetThanTheWindow() {
        Client fast = idle();
        Client slow = idle();
        TestBody body = rig.asked(0).stream(Body.UNKNOWN_LENGTH, FRESH);
        read(fast);
        write(body, 500);
        assertThat(rig.stats().bytesReserved()).isBetween(100_000L, 200_000L);
        read(slow);
        body.end();
        assertThat(slow.call().bytes().length()).isEqualTo(500 * CHUNK);
    }

    @Test
    void aWaiterWithoutProgressIsDroppedForTheOthersSake() {
        Client fast = idle();
        Client slow = idle();
        TestBody body = rig.asked(0).stream(10_000_000, FRESH);
        read(fast);
        write(body, 1_000);
        rig.advanceSeconds(9);
        assertThat(body.delivered()).isEqualTo(100_000);
        rig.advanceSeconds(2);
        body.end();
        assertThat(fast.call().bytes().length()).isEqualTo(10_000_000);
        assertThatThrownBy(() -> slow.call().bytes()).hasMessageContaining("broke off");
    }

    @Test
    void whoWaitsForTheStalledIsNotDroppedWithThem() {
        Client slow = idle();
        Client fast = idle();
        Client other = idle();
        TestBody body = rig.asked(0).stream(10_000_000, FRESH);
        read(fast);
        read(other);
        write(body, 1_000);
        rig.advanceSeconds(11);
        body.end();
        assertThat(fast.call().bytes().length()).isEqualTo(10_000_000);
        assertThat(other.call().bytes().length()).isEqualTo(10_000_000);
        assertThatThrownBy(() -> slow.call().bytes()).hasMessageContaining("broke off");
    }

    /** Takes the first batch of seven pieces and one more, and no further; gives what it is told instead of more. */
    private static List<Throwable> readBatch(Client client) {
        List<Throwable> failures = new ArrayList<>();
        client.body().stream()
                .exceptionHandler(failures::add)
                .pause()
                .handler(piece -> {})
                .fetch(8);
        return failures;
    }

    /** A content of which one has read all that the window holds, and waits for the others. */
    private TestBody filledFor(Client fast) {
        TestBody body = rig.asked(0).stream(1_000_000, FRESH);
        read(fast);
        write(body, 100);
        assertThat(body.delivered()).isEqualTo(100_000);
        return body;
    }

    @Test
    void whoStandsStillIsNotDroppedWhereNobodyWaits() {
        Client first = idle();
        Client second = idle();
        TestBody body = rig.asked(0).stream(1_000_000, FRESH);
        write(body, 100);
        rig.advanceSeconds(60);
        body.end();
        read(first);
        assertThat(second.call().bytes().length()).isEqualTo(1_000_000);
        assertThat(first.call().bytes().length()).isEqualTo(1_000_000);
    }

    @Test
    void allWhoStandStillAreDroppedAtOnceWhereSomebodyWaits() {
        Client stalled = idle();
        Client further = idle();
        Client fast = idle();
        TestBody body = filledFor(fast);
        List<Throwable> told = readBatch(further);
        rig.advanceSeconds(11);
        body.end();
        assertThat(fast.call().bytes().length()).isEqualTo(1_000_000);
        assertThatThrownBy(() -> stalled.call().bytes()).hasMessageContaining("broke off");
        assertThat(told).hasOnlyElementsOfType(CancelledException.class).hasSize(1);
    }

    @Test
    void whoIsAheadOfOneThatGetsOnIsNotDropped() {
        Client slow = idle();
        Client further = idle();
        Client fast = idle();
        TestBody body = filledFor(fast);
        List<Throwable> told = readBatch(further);
        rig.advanceSeconds(5);
        slow.body().stream().pause().handler(piece -> {}).fetch(1);
        rig.advanceSeconds(6);
        assertThat(body.delivered()).isEqualTo(100_000);
        assertThat(told).isEmpty();
        further.leave();
        slow.leave();
        body.end();
        assertThat(fast.call().bytes().length()).isEqualTo(1_000_000);
    }

    @Test
    void aWaiterThatIsAloneIsNotDropped() {
        Client slow = idle();
        TestBody body = rig.asked(0).stream(10_000_000, FRESH);
        write(body, 1_000);
        rig.advanceSeconds(30);
        body.end();
        assertThat(slow.call().bytes().length()).isEqualTo(10_000_000);
    }

    @Test
    void aLatecomerJoinsWhileTheBeginningIsHeldAndFetchesAnewAfterwards() {
        Client first = idle();
        TestBody body = rig.asked(0).stream(10_000_000, FRESH);
        read(first);
        write(body, 5);
        Client joined = idle();
        read(joined);
        assertThat(rig.asked).hasSize(1);
        write(body, 20);
        Client late = idle();
        assertThat(rig.asked).as("the beginning is gone").hasSize(2);
        rig.asked(1).answer("small", FRESH);
        assertThat(late.call().text()).isEqualTo("small");
        write(body, 975);
        body.end();
        assertThat(joined.call().bytes().length()).isEqualTo(10_000_000);
        assertThat(first.call().bytes().length()).isEqualTo(10_000_000);
    }

    @Test
    void anEndlessStreamOfWhichNobodyReadsAnyMoreIsStopped() {
        Client client = idle();
        TestBody body = rig.asked(0).stream(Body.UNKNOWN_LENGTH, FRESH);
        read(client);
        write(body, 30);
        client.leave();
        assertThat(rig.asked(0).cancelled).isTrue();
        assertThat(body.isClosed()).isTrue();
    }

    @Test
    void withoutRoomItStreamsAndStoresNothing() {
        Rig small = new Rig(CacheSettings.ofMemory(20_000).withMaxBodyBytes(100_000));
        Client client = small.get("/x");
        TestBody body = small.asked(0).stream(50_000, FRESH);
        read(client);
        write(body, 5);
        body.end();
        assertThat(client.call().bytes().length()).isEqualTo(50_000);
        assertThat(client.status()).isEqualTo("Weir;fwd=uri-miss;fwd-status=200;detail=not-kept");
        small.checkInvariants();
    }

    @Test
    void whatWasEvictedIsCountedUntilItsLastReaderIsDone() {
        Rig rig2 = new Rig(CacheSettings.ofMemory(8 << 20));
        Client first = rig2.get("/x");
        TestBody body = rig2.asked(0).stream(500_000, FRESH);
        read(first);
        write(body, 50);
        body.end();
        assertThat(first.call().bytes().length()).isEqualTo(500_000);
        Client reading = rig2.get("/x");
        assertThat(reading.status()).isEqualTo("Weir;hit;ttl=60");
        rig2.cache.purge(Purge.everything());
        assertThat(rig2.stats().bytesStored()).isZero();
        assertThat(rig2.stats().bytesReserved()).isGreaterThan(500_000);
        assertThat(reading.call().bytes().length()).isEqualTo(500_000);
        reading.scope().close();
        assertThat(rig2.stats().bytesReserved()).isZero();
        rig2.checkInvariants();
    }

    @Test
    void theBudgetHoldsHoweverMuchIsAskedFor() {
        Rig rig2 = new Rig(CacheSettings.ofMemory(1 << 20));
        for (int i = 0; i < 200; i++) {
            Client client = rig2.get("/" + i);
            rig2.asked(i).answer("x".repeat(50_000), FRESH);
            client.call().bytes();
            assertThat(rig2.stats().bytesReserved()).isLessThanOrEqualTo(1 << 20);
        }
        assertThat(rig2.stats().evicted()).isPositive();
        rig2.checkInvariants();
    }

    @Test
    void aVeryLargeContentIsReadWithoutDeepCalls() {
        Rig large = new Rig(CacheSettings.ofMemory(1L << 30));
        large.store("/x", "x".repeat(100 << 20), FRESH);
        Client hit = large.get("/x");
        assertThat(hit.status()).isEqualTo("Weir;hit;ttl=60");
        int[] deepest = {0};
        hit.body().stream()
                .handler(chunk ->
                        deepest[0] = Math.max(deepest[0], Thread.currentThread().getStackTrace().length));
        hit.body().stream().resume();
        assertThat(deepest[0]).isLessThan(150);
        large.checkInvariants();
    }
}
