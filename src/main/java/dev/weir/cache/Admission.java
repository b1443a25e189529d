package dev.weir.cache;

import dev.weir.policy.Answer;
import dev.weir.policy.Answer.Serve;
import dev.weir.policy.Answer.Validate;
import dev.weir.policy.Reason;
import dev.weir.policy.Reuse;
import dev.weir.policy.Storability;
import dev.weir.policy.Stored;
import dev.weir.policy.Terms;
import java.util.Optional;

/** Whether a response that was fetched for somebody else is for a request that waited for it, too (RFC 9111 §4). */
enum Admission {
    /** It is. */
    ADMITTED,
    /** It is not, but the next may be: look up again. */
    LOOK_UP_AGAIN,
    /** A response of this kind is never for two: go alone. */
    ALONE;

    /**
     * Decides.
     *
     * @param head what came
     * @param undelayed the same as if it had come without delay, which is nothing to who came behind it; empty where it
     *     could not be stored then either, and where its content is on its way already
     * @param validated whether the origin has said of what is stored that it is still good (RFC 9111 §4.3.3)
     * @param sent when the fill sent its request, in ticks
     */
    static Admission of(
            Inquiry inquiry, Stored head, Optional<Stored> undelayed, boolean validated, long sent, long now) {
        Answer answer = Reuse.decide(inquiry.asked(), head, now);
        if (answer instanceof Serve) {
            return ADMITTED;
        }
        if (!(answer instanceof Validate validate)) {
            return LOOK_UP_AGAIN;
        }
        return switch (validate.reason()) {
            // What a client wants validated is, if the origin was asked after it. But what is stale as it comes is for
            // nobody else.
            case REQUEST_NO_CACHE, REQUEST_MAX_AGE, REQUEST_MIN_FRESH -> {
                boolean usable = validated
                        || head.ttlMillis(now) > 0
                        || undelayed.filter(Admission::isFresh).isPresent();
                yield !usable ? ALONE : sent - inquiry.since() >= 0 ? ADMITTED : LOOK_UP_AGAIN;
            }
            // RFC 9111 §4.2.3 counts the time an origin needs as age. For those who waited meanwhile it is set aside: a
            // slow origin would otherwise be asked by all of them at once, the more of them the slower it is. Who came
            // while the head was there, and held back, has not waited for it.
            case EXPIRED -> {
                if (validate.staleMeanwhile()) {
                    yield ADMITTED;
                }
                if (inquiry.since() - head.responseTicks() > 0) {
                    yield LOOK_UP_AGAIN;
                }
                yield undelayed.filter(prompt -> isServed(inquiry, prompt)).isPresent() ? ADMITTED : ALONE;
            }
            default -> ALONE;
        };
    }

    private static boolean isFresh(Stored prompt) {
        return prompt.ttlMillis(prompt.responseTicks()) > 0;
    }

    private static boolean isServed(Inquiry inquiry, Stored prompt) {
        return Reuse.decide(inquiry.asked(), prompt, prompt.responseTicks()) instanceof Serve;
    }

    /** The head as if it had come without delay, if it could be stored then. */
    static Optional<Stored> undelayed(Fetched fetched, Terms terms) {
        return fetched.decideUndelayed(terms) instanceof Storability.Store store
                ? Optional.of(store.stored())
                : Optional.empty();
    }

    /** Whether a stored response could ever be for two who ask at the same time. */
    static boolean isShareable(Stored head) {
        return head.lifetimeMillis() > 0 && !head.noCache();
    }

    /**
     * Whether a status says something about the resource, or the part that was asked for. Most errors a client brings
     * about by itself, with a field that is too long or a forged Via: they must not do away with what is stored, nor with
     * collapsing, for all others.
     */
    static boolean isOfResource(int status) {
        return status < 400 || status == 404 || status == 410 || status == 416;
    }

    /** Whether a reason lies with the response, and so holds for whoever asks next. */
    static boolean isLasting(Reason reason) {
        return switch (reason) {
            case REQUEST_NO_STORE, AUTHORIZATION -> false;
            default -> true;
        };
    }
}
