package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.testkit.TestBody;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is fetched behind a stale answer, for whoever comes next. */
class BackgroundTest {
    private static final String WHILE = "max-age=1, stale-while-revalidate=600";

    private final Rig rig = new Rig(CacheSettings.ofMemory(Rig.MEMORY).withMaxBodyBytes(100_000));

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    @Test
    void whatTurnsOutNotToBeStoredIsNotFetchedToTheEndForNobody() {
        rig.store("/x", "page", "Cache-Control", WHILE);
        rig.advanceSeconds(2);
        assertThat(rig.get("/x").call().text()).isEqualTo("page");
        rig.asked(1).stream(200_000, "Cache-Control", WHILE);
        assertThat(rig.asked(1).cancelled).as("known to be too large").isTrue();

        rig.get("/x");
        TestBody endless = rig.asked(2).stream(Body.UNKNOWN_LENGTH, "Cache-Control", WHILE);
        endless.write("e".repeat(90_000));
        assertThat(rig.asked(2).cancelled).isFalse();
        endless.write("e".repeat(20_000));
        assertThat(rig.asked(2).cancelled).as("found to be too large").isTrue();
        assertThat(rig.stats().fills()).isZero();
    }

    @Test
    void whatIsStoredIsFetchedToTheEndForWhoeverComesNext() {
        rig.store("/x", "page", "Cache-Control", WHILE);
        rig.advanceSeconds(2);
        rig.get("/x");
        TestBody body = rig.asked(1).stream(Body.UNKNOWN_LENGTH, "Cache-Control", WHILE);
        body.write("new ");
        body.write("page");
        body.end();
        assertThat(rig.get("/x").call().text()).isEqualTo("new page");
    }

    /** What may be stored for those with Authorization the origin may want to see it for (RFC 9111 §3.5). */
    @ParameterizedTest
    @CsvSource({"false, max-age=60", "true, 'public, max-age=60'", "true, max-age=60"})
    void aRefreshBringsWhatMayBeStored(boolean shared, String control) {
        rig.store("/x", "page", "Cache-Control", shared ? "public, " + WHILE : WHILE);
        rig.advanceSeconds(2);
        Client known = rig.get("/x", "Authorization", "Basic YTpi", "Cache-Control", "no-store");
        assertThat(known.call().text()).isEqualTo("page");
        Fields sent = rig.asked(1).request.fields();
        assertThat(sent.contains("Authorization")).isEqualTo(shared);
        assertThat(sent.contains("Cache-Control")).isFalse();
        rig.asked(1).answer("new", "Cache-Control", control);
        Client anybody = rig.get("/x");
        boolean stored = !shared || control.contains("public");
        assertThat(anybody.call().text()).isEqualTo(stored ? "new" : "page");
        assertThat(rig.asked)
                .as("what may not be stored does not do away with what is")
                .hasSize(stored ? 2 : 3);
        if (!stored) {
            rig.asked(2).answer("for all", "Cache-Control", "max-age=60");
        }
    }

    @Test
    void whoJoinsItAndHasLittleTimeDoesNotHurryIt() {
        rig.store("/x", "page", "Cache-Control", WHILE);
        rig.advanceSeconds(2);
        rig.get("/x");
        Client hasty = rig.get("/x", "Cache-Control", "max-age=0");
        hasty.scope().deadlineIn(Duration.ofSeconds(1));
        rig.advanceSeconds(3);
        assertThat(hasty.call().status()).isEqualTo(504);
        rig.asked(1).answer("new", "Cache-Control", "max-age=60");
        assertThat(rig.get("/x").call().text()).isEqualTo("new");
    }

    @Test
    void onceWhatComesMayBeSharedTheNextWaitForEachOtherAgain() {
        rig.store("/x", "for one", "Cache-Control", "private");
        for (int i = 1; i < 3; i++) {
            assertThat(rig.get("/x").call().isDone()).isFalse();
        }
        rig.asked(1).answer("for one", "Cache-Control", "private");
        rig.get("/x");
        rig.asked(2).answer("for all", "Cache-Control", "max-age=60");
        rig.get("/x");
        rig.get("/x");
        assertThat(rig.asked).hasSize(5);
        rig.asked(3).answer("for one", "Cache-Control", "private");
        rig.asked(4).answer("for all", "Cache-Control", "max-age=60");
        assertThat(rig.get("/x").status()).contains("hit");
    }

    @Test
    void whatOneUserMayNotShareIsRememberedOfHimAlone() {
        Client ann = rig.get("/x", "Cookie", "ann");
        rig.asked(0).answer("for ann", "Cache-Control", "private", "Vary", "Cookie");
        assertThat(ann.call().text()).isEqualTo("for ann");
        Client anybody = rig.get("/x");
        rig.get("/x");
        assertThat(rig.asked).hasSize(2);
        rig.asked(1).answer("for all", "Cache-Control", "max-age=60", "Vary", "Cookie");
        assertThat(anybody.call().text()).isEqualTo("for all");
        assertThat(rig.get("/x").status()).contains("hit");

        Client again = rig.get("/x", "Cookie", "ann");
        rig.get("/x", "Cookie", "ann");
        assertThat(rig.asked).as("without waiting for each other").hasSize(4);
        rig.asked(2).answer("for ann", "Cache-Control", "private", "Vary", "Cookie");
        rig.asked(3).answer("for ann", "Cache-Control", "private", "Vary", "Cookie");
        assertThat(again.call().text()).isEqualTo("for ann");
    }
}
