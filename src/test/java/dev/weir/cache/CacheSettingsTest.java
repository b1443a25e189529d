package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.Rig.Client;
import dev.weir.testkit.TestBody;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Each setting does what it says. */
class CacheSettingsTest {
    private static final CacheSettings DEFAULT = CacheSettings.ofMemory(1 << 20);

    @Test
    void theNameIsWhatCacheStatusBeginsWith() {
        Rig rig = new Rig(DEFAULT.withName("edge 1"));
        rig.store("/x", "x", "Cache-Control", "max-age=60");
        assertThat(rig.get("/x").status()).isEqualTo("\"edge 1\";hit;ttl=60");
        rig.checkInvariants();
    }

    @Test
    void whatIsLargerThanTheLargestContentIsNotStored() {
        Rig rig = new Rig(DEFAULT.withMaxBodyBytes(10));
        rig.store("/small", "x".repeat(10), "Cache-Control", "max-age=60");
        rig.store("/large", "x".repeat(11), "Cache-Control", "max-age=60");
        assertThat(rig.stats().entries()).isEqualTo(1);
        rig.checkInvariants();
    }

    @Test
    void aHeadIsWaitedForAsLongAsTheLimitOnIt() {
        Rig rig = new Rig(DEFAULT.withHeadLimit(Duration.ofSeconds(3)));
        Client client = rig.get("/x");
        rig.advance(Duration.ofMillis(2_999));
        assertThat(client.call().isDone()).isFalse();
        rig.advance(Duration.ofMillis(1));
        assertThat(client.call().status()).isEqualTo(504);
        rig.checkInvariants();
    }

    @Test
    void uncacheableIsRememberedForAsLongAsIsSaid() {
        Rig rig = new Rig(DEFAULT.withUncacheableFor(Duration.ofSeconds(3)));
        rig.store("/x", "x", "Cache-Control", "no-store");
        rig.advance(Duration.ofMillis(2_999));
        rig.get("/x");
        rig.get("/x");
        assertThat(rig.asked).hasSize(3);
        rig.advance(Duration.ofMillis(1));
        rig.get("/x");
        rig.get("/x");
        assertThat(rig.asked).hasSize(4);
        for (int i = 1; i < 4; i++) {
            rig.asked(i).answer("x", "Cache-Control", "max-age=60");
        }
        rig.checkInvariants();
    }

    @Test
    void aHandlerBelowMayWantItsHeadSooner() {
        Rig rig = new Rig(DEFAULT);
        Client client = rig.get("/x");
        rig.asked(0).request.scope().deadlineIn(Duration.ofSeconds(1));
        rig.advanceSeconds(1);
        assertThat(client.call().status()).isEqualTo(504);
        assertThat(rig.asked(0).cancelled).isTrue();
        rig.checkInvariants();
    }

    @Test
    void windowAndStallLimitHoldWhatIsNotStored() {
        Rig rig = new Rig(DEFAULT.withMaxBodyBytes(0).withWindowBytes(5).withStallLimit(Duration.ofSeconds(1)));
        Client fast = rig.get("/x");
        Client slow = rig.get("/x");
        TestBody body = rig.asked(0).stream(8, "Cache-Control", "max-age=60");
        fast.call().textSoFar();
        for (int i = 0; i < 8; i++) {
            body.write("x");
        }
        assertThat(body.delivered()).isEqualTo(5);
        rig.advanceSeconds(1);
        body.end();
        assertThat(fast.call().text()).isEqualTo("xxxxxxxx");
        assertThatThrownBy(() -> slow.call().text()).hasMessageContaining("broke off");
        rig.checkInvariants();
    }

    @Test
    void aCacheWithoutMemoryIsRefused() {
        assertThatThrownBy(() -> CacheSettings.ofMemory(0)).hasMessageContaining("memory");
    }
}
