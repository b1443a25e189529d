package dev.weir.cache;

import dev.weir.fields.DeltaSeconds;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Response;
import dev.weir.policy.Asked;
import dev.weir.policy.Received;
import dev.weir.policy.Storability;
import dev.weir.policy.Terms;

/**
 * A response that came, with what it was asked for.
 *
 * @param asked the fill's request
 */
record Fetched(Asked asked, Response response, Received received) {

    /** Whether it may be stored. */
    Storability.Verdict decide(Terms terms) {
        return decide(received, terms);
    }

    /** The same, as if it had come without delay. */
    Storability.Verdict decideUndelayed(Terms terms) {
        return decide(received.undelayed(), terms);
    }

    private Storability.Verdict decide(Received times, Terms terms) {
        return Storability.decide(asked, status(), fields(), times, terms);
    }

    int status() {
        return response.status();
    }

    /** The bytes of its content as far as it says, or {@link Body#UNKNOWN_LENGTH}. */
    long length() {
        long length = response.body().length();
        return length != Body.UNKNOWN_LENGTH || !fields().contains(FieldNames.CONTENT_LENGTH)
                ? length
                : Math.max(
                        Body.UNKNOWN_LENGTH,
                        DeltaSeconds.parse(
                                fields().get(FieldNames.CONTENT_LENGTH, "").strip()));
    }

    Fields fields() {
        return response.fields();
    }
}
