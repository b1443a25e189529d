package dev.weir.cache;

import dev.weir.fields.ContentRange;
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
import java.util.regex.Pattern;

/**
 * A response that came, with what it was asked for.
 *
 * @param asked the fill's request
 */
record Fetched(Asked asked, Response response, Received received) {

    /** What a long can hold. */
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

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
        String field = fields().get(FieldNames.CONTENT_LENGTH, "").strip();
        return length == Body.UNKNOWN_LENGTH && LENGTH.matcher(field).matches() ? Long.parseLong(field) : length;
    }

    /** A request that waited for this, as one for what came. */
    Inquiry asFor(Inquiry waiting) {
        return part().map(part -> waiting.asking(PartialContent.forWhatCame(waiting.asked(), part)))
                .orElse(waiting);
    }

    Fields fields() {
        return response.fields();
    }
}
