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
 * @param part the part that its content is; none where it is the whole, or several
 */
record Fetched(Asked asked, Response response, Received received, Optional<ContentRange> part) {

    /** What a long can hold. */
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    static Fetched of(Asked asked, Response response, Received received) {
        Optional<ContentRange> part =
                response.status() == 206 ? PartialContent.part(response.fields()) : Optional.empty();
        return new Fetched(asked, response, received, part);
    }

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
        boolean other = part.filter(range -> range.length() != length()).isPresent();
        return other ? new Pass(Reason.PARTIAL_CONTENT) : Storability.decide(asked, status(), fields(), times, terms);
    }

    int status() {
        return response.status();
    }

    /** The bytes of its content as far as it says, or {@link Body#UNKNOWN_LENGTH}. */
    long length() {
        long length = response.body().length();
        if (length != Body.UNKNOWN_LENGTH) {
            return length;
        }
        String field = fields().get(FieldNames.CONTENT_LENGTH, "").strip();
        return LENGTH.matcher(field).matches()
                ? Long.parseLong(field)
                : part.map(ContentRange::length).orElse(Body.UNKNOWN_LENGTH);
    }

    /** A request that waited for this, as one for what came. */
    Inquiry asFor(Inquiry waiting) {
        return part.map(range -> waiting.asking(PartialContent.forWhatCame(waiting.asked(), range)))
                .orElse(waiting);
    }

    Fields fields() {
        return response.fields();
    }
}
