package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.edge.ConnectionLimits;
import dev.weir.edge.ExchangeLimits;
import dev.weir.edge.HeadLimits;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A limit that would let nothing through is refused where it is set, not where it bites. */
class LimitsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void limitsThatNobodyCouldKeepAreRefused() {
        ExchangeLimits exchange = ExchangeLimits.defaults();
        refused(() -> exchange.withDeadline(Duration.ZERO));
        refused(() -> exchange.withDeadline(SECOND.negated()));
        refused(() -> exchange.withStalls(Duration.ZERO, SECOND));
        refused(() -> exchange.withStalls(SECOND, Duration.ZERO));
        refused(() -> exchange.withDiscard(-1));
        refused(() -> exchange.withInFlight(0));
        refused(() -> exchange.withInFlight(-1));
        refused(() -> HeadLimits.defaults().withTime(Duration.ZERO));
        refused(() -> new HeadLimits(0, 1, 1, SECOND));
        refused(() -> new HeadLimits(1, 0, 1, SECOND));
        refused(() -> new HeadLimits(1, 1, 0, SECOND));
        refused(() -> ConnectionLimits.defaults().withIdle(Duration.ZERO));
        refused(() -> new ConnectionLimits(SECOND, Duration.ZERO, 1));
        refused(() -> new ConnectionLimits(SECOND, SECOND, 0));
    }

    private static void refused(ThrowingCallable made) {
        assertThatIllegalArgumentException().isThrownBy(made);
    }
}
