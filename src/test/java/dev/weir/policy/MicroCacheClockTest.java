package dev.weir.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.fields.HttpDate;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111 §4.2.3: a response of a second is good for a second, whatever the origin's clock says. */
class MicroCacheClockTest {

    private static final Instant WALL = Instant.parse("2026-11-21T08:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -5, -1, 0, 1, 5, 3_600})
    void aMaxAgeOfOneSecondIsUsableForOneSecondWhateverTheOriginsClock(long secondsAhead) {
        Asked asked = new Asked("GET", "http://a/", Fields.empty());
        Fields response =
                Fields.of("Cache-Control", "max-age=1", "Date", HttpDate.format(WALL.plusSeconds(secondsAhead)));
        Received received = new Received(0, 0, WALL);
        Storability.Verdict verdict = Storability.decide(asked, 200, response, received);
        Stored stored = ((Storability.Store) verdict).stored();

        Answer justIn = Reuse.decide(asked, stored, TimeUnit.MILLISECONDS.toNanos(999));
        assertThat(justIn).isEqualTo(new Answer.Serve(stored, 999, 1, Reason.FRESH));
        Answer justOut = Reuse.decide(asked, stored, TimeUnit.MILLISECONDS.toNanos(1_000));
        assertThat(justOut).isEqualTo(new Answer.Validate(stored, 1_000, 0, false, false, true, Reason.EXPIRED));
    }
}
