package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import org.junit.jupiter.api.Test;

/** What an origin says to this cache alone (RFC 9213). */
class TargetedTest {

    @Test
    void whatIsSaidToCachesOfOriginsCountsAndGoesOnToClients() {
        Rig rig = new Rig();
        rig.store("/x", "hello", "Cache-Control", "no-store", "CDN-Cache-Control", "max-age=60");
        Client hit = rig.get("/x");
        assertThat(hit.status()).isEqualTo("Weir;hit;ttl=60");
        assertThat(hit.call().field("CDN-Cache-Control")).isEqualTo("max-age=60");
        assertThat(hit.call().field("Cache-Control")).isEqualTo("no-store");
        rig.checkInvariants();
    }

    @Test
    void theCacheCanHaveAFieldOfItsOwn() {
        Rig rig = new Rig(CacheSettings.ofMemory(Rig.MEMORY).withTargets("Weir-Cache-Control", "CDN-Cache-Control"));
        rig.store("/x", "hello", "CDN-Cache-Control", "no-store", "Weir-Cache-Control", "max-age=60");
        assertThat(rig.get("/x").status()).isEqualTo("Weir;hit;ttl=60");
        rig.checkInvariants();
    }

    @Test
    void whatMayNotBeStoredHereIsNotSharedHereEither() {
        Rig rig = new Rig();
        Client first = rig.get("/x");
        Client second = rig.get("/x");
        rig.asked(0).answer("mine", "Cache-Control", "max-age=60", "CDN-Cache-Control", "private");
        assertThat(first.call().text()).isEqualTo("mine");
        rig.asked(1).answer("yours", "CDN-Cache-Control", "private");
        assertThat(second.call().text()).isEqualTo("yours");
        rig.checkInvariants();
    }
}
