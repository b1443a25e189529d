package dev.weir.cache;

import dev.weir.fields.ByteRanges.Span;
import dev.weir.fields.ContentRange;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.policy.Asked;
import dev.weir.policy.PartialContent;
import dev.weir.policy.Stored;
import dev.weir.store.Content;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The reply to a request for parts of what is there. */
final class PartialReply {

    private PartialReply() {}

    /** None where the whole is the answer. */
    static Optional<Response> of(
            Request request,
            Asked asked,
            Stored head,
            Content content,
            long ageSeconds,
            Outcome outcome,
            String cache) {
        return PartialContent.decide(asked, head, content.length())
                .map(spans -> reply(request, head, content, spans, ageSeconds)
                        .and(FieldNames.CACHE_STATUS, outcome.cacheStatus(cache))
                        .with(Cache.OUTCOME, outcome));
    }

    private static Response reply(Request request, Stored head, Content content, List<Span> spans, long ageSeconds) {
        ContentRange held = PartialContent.held(head, content.length());
        if (spans.isEmpty()) {
            return Response.text("The content has " + held.complete() + " bytes.\n")
                    .withStatus(416)
                    .with(FieldNames.CONTENT_RANGE, "bytes */" + held.complete());
        }
        // RFC 9110 §15.3.7: all fields that a 200 would have, but for its length. It would leave some out behind an
        // If-Range; with them, a cache in between that has none of it yet can use the part.
        Fields fields = PartialContent.cut(head.served()).and(FieldNames.AGE, Long.toString(ageSeconds));
        return spans.size() == 1
                ? single(content, held, fields, spans.get(0), request)
                : multipart(content, held, fields, spans, request);
    }

    /** RFC 9110 §15.3.7.1. */
    private static Response single(Content content, ContentRange held, Fields fields, Span span, Request request) {
        List<Buffer> part = ContentBody.cut(content, span.first() - held.first(), span.length());
        return Response.of(
                206,
                fields.with(FieldNames.CONTENT_RANGE, contentRange(span, held)),
                ContentBody.of(content, part, request.scope()));
    }

    /** RFC 9110 §15.3.7.2, §14.6: each part with its own Content-Range, and with the type of the whole. */
    private static Response multipart(
            Content content, ContentRange held, Fields fields, List<Span> spans, Request request) {
        String boundary = UUID.randomUUID().toString(); // so that no content has it within
        String type = fields.get(FieldNames.CONTENT_TYPE)
                .map(value -> FieldNames.CONTENT_TYPE + ": " + value + "\r\n")
                .orElse("");
        List<Buffer> pieces = new ArrayList<>();
        String before = "--";
        for (Span span : spans) {
            pieces.add(Buffer.buffer(before + boundary + "\r\n" + type + FieldNames.CONTENT_RANGE + ": "
                    + contentRange(span, held) + "\r\n\r\n"));
            pieces.addAll(ContentBody.cut(content, span.first() - held.first(), span.length()));
            before = "\r\n--";
        }
        pieces.add(Buffer.buffer(before + boundary + "--\r\n"));
        return Response.of(
                206,
                fields.with(FieldNames.CONTENT_TYPE, "multipart/byteranges; boundary=" + boundary),
                ContentBody.of(content, pieces, request.scope()));
    }

    /** A 200 with {@code length} bytes, to one who asked for all from the first on (RFC 9110 §14.2). */
    static Response ofAll(Response whole, long length) {
        return of(whole, new ContentRange(0, length - 1, length));
    }

    /** A 200 whose content is that part of the representation. */
    static Response of(Response whole, ContentRange part) {
        return whole.withStatus(206)
                .withFields(whole.fields()
                        .without(FieldNames.CONTENT_LENGTH)
                        .with(FieldNames.CONTENT_RANGE, part.toString()));
    }

    private static String contentRange(Span span, ContentRange held) {
        return new ContentRange(span.first(), span.last(), held.complete()).toString();
    }
}
