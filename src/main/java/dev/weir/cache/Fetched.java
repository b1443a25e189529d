package dev.weir.cache;

import dev.weir.fields.ContentRange;
import dev.weir.fields.DeltaSeconds;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Response;
import dev.weir.policy.Asked;
import dev.weir.policy.PartialContent;
import dev.weir.policy.Reason;
import dev.weir.policy.Received;
import dev.weir.policy.Storability;
import dev.weir.policy.Storability.Pass;
import dev.weir.policy.Storability.Verdict;
import dev.weir.policy.Terms;
import java.util.Optional;

/**
 * A response that came, with what it was asked for.
 *
 * @param asked the fill's request
 */
record Fetched(Asked asked, Response response, Received received) {

    /** Whether it may be stored. */
    Verdict decide(Terms terms) {
        return decide(received, terms);
    }

    /** The same, as if it had come without delay. */
    Verdict decideUndelayed(Terms terms) {
        return decide(received.undelayed(), terms);
    }

    private Verdict decide(Received times, Terms terms) {
        // RFC 9110 §15.3.7: a part that is longer or shorter than it says is part of nothing.
        boolean other = part().filter(part -> part.length() != length()).isPresent();
        return other ? new Pass(Reason.PARTIAL_CONTENT) : Storability.decide(asked, status(), fields(), times, terms);
    }

    int status() {
        return response.status();
    }

    /** The part that its content is; none where it is the whole, or several. */
    Optional<ContentRange> part() {
        return status() == 206 ? PartialContent.part(fields()) : Optional.empty();
    }

    /** The bytes of its content as far as it says, or {@link Body#UNKNOWN_LENGTH}. */
    long length() {
        long told = toldLength();
        return told == Body.UNKNOWN_LENGTH ? part().map(ContentRange::length).orElse(told) : told;
    }

    private long toldLength() {
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
