package dev.weir.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.BiConsumer;

/** Calls back code and gives it a {@link Reply}. */
final class CallbackHandler implements HttpHandler {
    private final BiConsumer<Request, Reply> handler;

    CallbackHandler(BiConsumer<Request, Reply> handler) {
        this.handler = handler;
    }

    @Override
    public Future<Response> handle(Request request) {
        Promise<Response> promise = Promise.promise();
        try {
            handler.accept(request, new OnceReply(request, promise));
        } catch (RuntimeException | Error fault) {
            if (!promise.tryFail(fault)) {
                promise.future().onSuccess(answer -> answer.body().close());
                throw fault;
            }
        }
        return promise.future();
    }

    private final class OnceReply implements Reply {
        private final Request request;
        private final Promise<Response> promise;

        OnceReply(Request request, Promise<Response> promise) {
            this.request = request;
            this.promise = promise;
        }

        @Override
        public void complete(Response response) {
            if (!promise.tryComplete(response)) {
                response.body().close();
                throw answeredTwice();
            }
        }

        @Override
        public void fail(Throwable cause) {
            if (!promise.tryFail(cause)) {
                throw answeredTwice();
            }
        }

        private IllegalStateException answeredTwice() {
            String route = request.scope().route();
            return new IllegalStateException(
                    request.method() + " " + request.path() + (route.isEmpty() ? "" : " (route '" + route + "')")
                            + " was answered twice by " + handler.getClass().getName());
        }
    }
}
