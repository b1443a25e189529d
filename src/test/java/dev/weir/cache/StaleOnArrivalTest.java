package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Response;
import dev.weir.testkit.TestBody;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stale by the time it is there is shared with those only who waited for it (RFC 9111 §4, §4.2.4). */
class StaleOnArrivalTest {
    private static final String AGAIN = "max-age=0, must-revalidate";

    private final Rig rig = new Rig();

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-age=1, must-revalidate", "max-age=1", "s-maxage=1"})
    void whoComesWhenItIsStaleDoesNotJoinItsStream(String control) {
        Client first = rig.get("/x");
        TestBody body = rig.asked(0).stream(Body.UNKNOWN_LENGTH, "Cache-Control", control, "ETag", "\"a\"");
        body.write("a".repeat(100_000));
        Client inTime = rig.get("/x");
        rig.advanceSeconds(2);
        Client late = rig.get("/x");
        body.end();
        assertThat(first.call().text()).hasSize(100_000);
        assertThat(inTime.status()).contains("collapsed");
        assertThat(rig.asked).hasSize(2);
        rig.asked(1).answer("new", "Cache-Control", "max-age=9");
        assertThat(late.call().text()).isEqualTo("new");
    }

    /** Each of them wants it validated; that is no reason to take what was made for another. */
    @ParameterizedTest
    @ValueSource(strings = {"no-cache", "max-age=0", "min-fresh=1"})
    void thoseWhoWantItNewDoNotShareWhatIsStaleAtOnce(String wish) {
        Client one = rig.get("/x", "Cache-Control", wish, "Cookie", "u=1");
        Client other = rig.get("/x", "Cache-Control", wish, "Cookie", "u=2");
        rig.asked(0).answer("for 1", "Cache-Control", AGAIN, "ETag", "\"1\"");
        assertThat(one.call().text()).isEqualTo("for 1");
        rig.asked(1).answer("for 2", "Cache-Control", AGAIN, "ETag", "\"2\"");
        assertThat(other.call().text()).isEqualTo("for 2");
        assertThat(other.status()).doesNotContain("collapsed");
    }

    @Test
    void butThatItIsStillGoodTheyShare() {
        rig.store("/x", "page", "Cache-Control", "max-age=1", "ETag", "\"a\"");
        rig.advanceSeconds(2);
        List<Client> clients =
                List.of(rig.get("/x", "Cache-Control", "no-cache"), rig.get("/x", "Cache-Control", "no-cache"));
        rig.asked(1).answer(Response.of(304, Fields.of("ETag", "\"a\"", "Cache-Control", AGAIN), Body.none()));
        assertThat(clients)
                .allSatisfy(client -> assertThat(client.call().text()).isEqualTo("page"));
        assertThat(rig.asked).hasSize(2);
    }

    /** RFC 9111 §4.2.3: from when it was asked for, though without a validator it is of no use by then. */
    @Test
    void itsAgeIsTheTimeThatTheOriginNeeded() {
        Client first = rig.get("/x");
        Client waiter = rig.get("/x");
        rig.advanceSeconds(5);
        TestBody body = rig.asked(0).stream(Body.UNKNOWN_LENGTH, "Cache-Control", "max-age=2");
        body.write("a".repeat(100_000));
        assertThat(waiter.call().field("Age")).isEqualTo("5");
        assertThat(waiter.status()).contains("collapsed");
        rig.get("/x");
        assertThat(rig.asked).hasSize(2);
        rig.asked(1).answer("new", "Cache-Control", "max-age=2");
        body.end();
        assertThat(first.call().text()).hasSize(100_000);
    }

    /** A small content is waited for with its head held back: until it is whole, or for 20 ms. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoComesBehindItsHeadHasNotWaitedForIt(boolean whole) {
        Client first = rig.get("/x");
        rig.advanceSeconds(5);
        TestBody body = rig.asked(0).stream(3, "Cache-Control", "max-age=2", "ETag", "\"a\"");
        rig.advance(Duration.ofMillis(1));
        Client late = rig.get("/x");
        Client later = rig.get("/x");
        if (whole) {
            body.write("old").end();
        } else {
            rig.advance(Duration.ofMillis(20));
        }
        assertThat(rig.asked).hasSize(2);
        rig.asked(1).answer("new", "Cache-Control", "max-age=2");
        assertThat(late.call().text()).isEqualTo("new");
        assertThat(later.call().text()).isEqualTo("new");
        if (!whole) {
            body.write("old").end();
        }
        assertThat(first.call().text()).isEqualTo("old");
    }
}
