package dev.weir.policy;

import static dev.weir.policy.Cases.get;
import static dev.weir.policy.Cases.millis;
import static dev.weir.policy.Cases.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Answer.PassOn;
import dev.weir.policy.Answer.Refuse;
import dev.weir.policy.Answer.Serve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111 §4.2.4, §5.2.2.2; RFC 5861 §4. */
class OriginFailureTest {

    private static Answer decide(String request, String response, int status, long age) {
        Asked asked = get("Cache-Control: " + request);
        return decide(asked, stored("ETag: \"a\" | Cache-Control: " + response), status, age, age);
    }

    private static Answer decide(Asked asked, Stored stored, int status, long age, long since) {
        return OriginFailure.decide(asked, stored, status, millis(age), millis(since));
    }

    @ParameterizedTest
    @ValueSource(ints = {OriginFailure.UNREACHABLE, OriginFailure.FAULT, 500, 502, 503, 504})
    void staleIsServedOnAnErrorWithinTheWindow(int status) {
        Serve serve = (Serve) decide("", "max-age=9, stale-if-error=5", status, 13_999);
        assertThat(serve.reason()).isEqualTo(Reason.STALE_IF_ERROR);
        assertThat(serve.ageMillis()).isEqualTo(13_999);
        assertThat(serve.ttlMillis()).isEqualTo(-4_999);
        assertThat(serve.isStale()).isTrue();
        assertThat(decide("", "max-age=9, stale-if-error=5", status, 14_000))
                .isEqualTo(new PassOn(Reason.STALE_NOT_PERMITTED));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 304, 400, 404, 429, 499, 501, 505, 599})
    void anotherStatusIsNoFailure(int status) {
        assertThat(decide("", "max-age=9, stale-if-error=5", status, 9_000))
                .isEqualTo(new PassOn(Reason.NOT_A_FAILURE));
        assertThat(decide("", "max-age=9, must-revalidate", status, 9_000)).isEqualTo(new PassOn(Reason.NOT_A_FAILURE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"max-age=9, must-revalidate", "max-age=9, proxy-revalidate", "s-maxage=9", "max-age=9, no-cache"
            })
    void whatForbidsStaleAnswersAnErrorInstead(String response) {
        for (int status : new int[] {OriginFailure.UNREACHABLE, OriginFailure.FAULT}) {
            assertThat(decide("stale-if-error=99, max-stale", response + ", stale-if-error=99", status, 9_000))
                    .isEqualTo(new Refuse(504, Reason.MUST_REVALIDATE));
        }
        assertThat(decide("stale-if-error=99, max-stale", response + ", stale-if-error=99", 503, 9_000))
                .isEqualTo(new PassOn(Reason.STALE_FORBIDDEN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x ; max-age=9 ; 9000 ; STALE_NOT_PERMITTED",
                "x ; max-age=9, stale-while-revalidate=9 ; 9000 ; STALE_NOT_PERMITTED",
                "x ; max-age=9, stale-if-error=x ; 9000 ; STALE_NOT_PERMITTED",
                "stale-if-error=5 ; max-age=9 ; 13999 ; STALE_IF_ERROR",
                "stale-if-error=5 ; max-age=9 ; 14000 ; STALE_NOT_PERMITTED",
                "stale-if-error=1 ; max-age=9, stale-if-error=5 ; 13999 ; STALE_IF_ERROR",
                "no-cache ; max-age=9, stale-if-error=5 ; 0 ; STALE_IF_ERROR",
                "no-cache ; max-age=9 ; 0 ; STALE_NOT_PERMITTED",
                "no-cache ; max-age=9, must-revalidate ; 0 ; STALE_NOT_PERMITTED",
                "no-cache, stale-if-error=5 ; s-maxage=9 ; 0 ; STALE_IF_ERROR",
            })
    void eitherSideMayPermitIt(String request, String response, long age, Reason expected) {
        assertThat(decide(request, response, 503, age).reason()).isEqualTo(expected);
        assertThat(decide(request, response, OriginFailure.FAULT, age).reason()).isEqualTo(expected);
    }

    /** RFC 9111 §4.2.4: what is disconnected may, unless somebody has said something else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x ; max-age=9 ; 9000 ; DISCONNECTED",
                "x ; max-age=9 ; 68999 ; DISCONNECTED",
                "x ; max-age=9 ; 69000 ; STALE_NOT_PERMITTED",
                "x ; max-age=9, stale-while-revalidate=99 ; 69000 ; STALE_NOT_PERMITTED",
                "x ; max-age=9, stale-if-error=0 ; 9000 ; STALE_NOT_PERMITTED",
                "x ; max-age=9, stale-if-error=5 ; 13999 ; STALE_IF_ERROR",
                "x ; max-age=9, stale-if-error=5 ; 14000 ; STALE_NOT_PERMITTED",
                "x ; max-age=9, stale-if-error=99 ; 100000 ; STALE_IF_ERROR",
                "stale-if-error=5 ; max-age=9 ; 13999 ; STALE_IF_ERROR",
                "stale-if-error=5 ; max-age=9 ; 14000 ; STALE_NOT_PERMITTED",
                "stale-if-error=0 ; max-age=9 ; 9000 ; STALE_NOT_PERMITTED",
                "max-stale=5 ; max-age=9 ; 15000 ; STALE_NOT_PERMITTED",
                "no-cache=x ; max-age=9 ; 9000 ; STALE_NOT_PERMITTED",
                "no-cache ; max-age=9 ; 9000 ; STALE_NOT_PERMITTED",
                "no-cache ; max-age=9 ; 0 ; STALE_NOT_PERMITTED",
                "max-age=0 ; max-age=9 ; 9000 ; STALE_NOT_PERMITTED",
                "min-fresh=1 ; max-age=9 ; 9000 ; STALE_NOT_PERMITTED",
                "no-cache, stale-if-error=5 ; max-age=9 ; 9000 ; STALE_IF_ERROR",
            })
    void anOriginThatCannotBeReachedPermitsItForAMinute(String request, String response, long age, Reason expected) {
        assertThat(decide(request, response, OriginFailure.UNREACHABLE, age).reason())
                .isEqualTo(expected);
    }

    /** One that hangs is given up after a while, in which those who came in time go on waiting. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "max-age=9 ; 68999 ; DISCONNECTED",
                "max-age=9 ; 69000 ; STALE_NOT_PERMITTED",
                "max-age=9, stale-if-error=5 ; 9000 ; STALE_NOT_PERMITTED",
                "max-age=9, stale-if-error=0 ; 9000 ; STALE_NOT_PERMITTED",
            })
    void theMinuteIsForThoseWhoComeInIt(String response, long since, Reason expected) {
        Stored stored = stored("Cache-Control: " + response);
        assertThat(decide(get(""), stored, OriginFailure.UNREACHABLE, 129_000, since)
                        .reason())
                .isEqualTo(expected);
    }

    @Test
    void aStoredFailureStandsInForNone() {
        Stored failure = stored("", 503, "Cache-Control: max-age=9");
        assertThat(decide(get(""), failure, OriginFailure.UNREACHABLE, 9_000, 9_000))
                .isEqualTo(new PassOn(Reason.STALE_NOT_PERMITTED));
    }
}
