package dev.weir.wire;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.Response;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Writes a response to a server that is not Weir's. */
final class GuestWriter {

    private GuestWriter() {}

    static Future<Void> send(HttpServerRequest request, Response answer) {
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.closed()) {
            answer.body().close();
            return Future.failedFuture(new CancelledException(Cancellation.CLIENT_GONE));
        }
        Body body = answer.body();
        if (body instanceof Body.Tunnel tunnel) {
            return open(request, tunnel);
        }
        response.setStatusCode(answer.status());
        boolean bodiless = request.method().name().equals("HEAD") || answer.status() == 204 || answer.status() == 304;
        addFields(response, answer.fields(), bodiless);
        if (bodiless) {
            body.close();
            if (body.length() > 0 && answer.status() != 204 && answer.status() != 304) {
                response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(body.length()));
            }
            return response.end();
        }
        if (body instanceof Body.Whole whole) {
            return response.end(whole.bytes());
        }
        if (body instanceof Body.FileRegion file) {
            return response.sendFile(file.path().toString(), file.offset(), file.length());
        }
        return body instanceof Body.Stream stream ? pump(response, stream) : response.end();
    }

    private static void addFields(HttpServerResponse response, Fields fields, boolean bodiless) {
        fields.forEach((name, value) -> {
            FieldKind kind = FieldKind.of(name);
            boolean length = bodiless && name.equalsIgnoreCase(FieldNames.CONTENT_LENGTH);
            if (kind == FieldKind.PLAIN || kind == FieldKind.DATE || length) {
                response.headers().add(name, value);
            }
        });
    }

    /** A content that breaks off must not look whole: no end, but a reset. */
    private static Future<Void> pump(HttpServerResponse response, Body.Stream body) {
        if (body.length() == Body.UNKNOWN_LENGTH) {
            response.setChunked(true);
        } else {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(body.length()));
        }
        return body.stream()
                .pipe()
                .endOnComplete(false)
                .to(response)
                .compose(sent -> body.trailers())
                .compose(trailers -> {
                    trailers.forEach(response::putTrailer);
                    return response.end();
                })
                .onFailure(cause -> {
                    body.close();
                    response.reset();
                });
    }

    private static Future<Void> open(HttpServerRequest request, Body.Tunnel tunnel) {
        if (tunnel instanceof Body.Tunnel.WebSocket webSocket) {
            return request.toWebSocket().onSuccess(webSocket.opened()::accept).mapEmpty();
        }
        Body.Tunnel.Raw raw = (Body.Tunnel.Raw) tunnel;
        return request.toNetSocket()
                .onSuccess(socket -> raw.opened().accept(socket.pause()))
                .mapEmpty();
    }
}
