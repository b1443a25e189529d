package dev.weir.wire;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.RequestHead;
import dev.weir.http.Response;
import dev.weir.http.Sent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.Optional;

/** A handler's call for a request that other code than Weir's has read, such as a vertx-web Router. On its event loop. */
public final class Guest {
    private record Head(
            String method,
            String scheme,
            String authority,
            String target,
            Fields fields,
            String protocol,
            String remoteAddress)
            implements RequestHead {}

    private final HttpServerRequest request;
    private final ContextInternal context;
    private final GuestScope scope;
    private final Request message;
    private final Promise<Response> answer = Promise.promise();

    private Guest(HttpServerRequest request, Optional<Buffer> read) {
        this.request = request;
        this.context = ((HttpServerRequestInternal) request).context();
        this.scope = new GuestScope(context, request.response());
        this.message = Request.of(head(request), scope.own(body(read)), scope);
    }

    /**
     * A call for {@code request}.
     *
     * @param read its content where that has been read already, as a BodyHandler does
     */
    public static Guest of(HttpServerRequest request, Optional<Buffer> read) {
        return new Guest(request, read);
    }

    private static RequestHead head(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return new Head(
                request.method().name(),
                request.scheme(),
                authority == null ? "" : authority.toString().toLowerCase(Locale.ROOT),
                request.uri(),
                new HeadFields(request.headers()),
                protocol(request.version()),
                request.remoteAddress().hostAddress() == null
                        ? request.remoteAddress().host()
                        : request.remoteAddress().hostAddress());
    }

    private static String protocol(HttpVersion version) {
        return switch (version) {
            case HTTP_1_0 -> "HTTP/1.0";
            case HTTP_1_1 -> "HTTP/1.1";
            default -> "HTTP/2";
        };
    }

    private Body body(Optional<Buffer> read) {
        if (read.isPresent() || request.isEnded() || isEmpty()) {
            return read.map(Body::of).orElse(Body.none());
        }
        request.pause();
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        return Body.Stream.of(request, length == null ? Body.UNKNOWN_LENGTH : Long.parseLong(length), this::discard);
    }

    /** Without either field there is no content in HTTP/1.1 (RFC 9112 §6.3); in HTTP/2 one may come unannounced. */
    private boolean isEmpty() {
        return request.version() != HttpVersion.HTTP_2
                && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                && "0"
                        .equals(
                                request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                                        ? request.headers().get(HttpHeaders.CONTENT_LENGTH)
                                        : "0");
    }

    /** What nobody has read must go by, or the connection is of no more use. */
    private void discard() {
        if (!request.isEnded()) {
            request.handler(bytes -> {});
            request.resume();
        }
    }

    /**
     * Calls {@code handler} and sends what it answers.
     *
     * @return completes when the response has been handed over; fails, with nothing sent, where the handler does
     */
    public Future<Void> serve(HttpHandler handler) {
        scope.onCancel(cause -> answer.tryFail(new CancelledException(cause)));
        try {
            handler.handle(message).onComplete(this::answered);
        } catch (Throwable e) {
            answer.tryFail(e);
        }
        return answer.future().compose(this::send);
    }

    private void answered(io.vertx.core.AsyncResult<Response> result) {
        scope.loop().execute(() -> {
            scope.answered();
            if (result.failed()) {
                answer.tryFail(result.cause());
            } else {
                scope.own(result.result().body());
                if (!answer.tryComplete(result.result())) {
                    result.result().body().close();
                }
            }
        });
    }

    private Future<Void> send(Response response) {
        return GuestWriter.send(request, response).onFailure(cause -> scope.cancel(Cancellation.CLIENT_GONE));
    }

    /** The exchange is over; {@code broken} where the client left before. */
    public void ended(boolean broken) {
        if (broken) {
            scope.cancel(Cancellation.CLIENT_GONE);
        }
        boolean sent = request.response().headWritten();
        scope.close(
                sent
                        ? new Sent(
                                request.response().getStatusCode(),
                                request.response().bytesWritten())
                        : Sent.NOTHING);
    }
}
