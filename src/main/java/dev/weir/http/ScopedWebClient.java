package dev.weir.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link WebClient}, or a call that it makes ready, whose calls end with a request: when it is cancelled, as it also is
 * at its deadline.
 *
 * <p>Vert.x can give a client an interceptor, and make a client of its own for each request by copying all of its
 * configuration, which each request would hold while it waits. So one interceptor serves all calls of a client, and
 * what is made for each request only says whose call is being sent. Both interfaces have far more methods than the few
 * that matter here: hence the proxies.
 */
final class ScopedWebClient implements InvocationHandler {

    /** What is being sent on this thread, from the sending to its first phase, which comes before that returns. */
    private static final ThreadLocal<@Nullable ScopedWebClient> SENDING = new ThreadLocal<>();

    /** The clients that have the interceptor. */
    private static final Set<WebClient> PREPARED = Collections.newSetFromMap(new WeakHashMap<>());

    private final Object target;
    private final Scope scope;

    private ScopedWebClient(Object target, Scope scope) {
        this.target = target;
        this.scope = scope;
    }

    static WebClient of(WebClient client, Scope scope) {
        WebClient unscoped = Proxy.isProxyClass(client.getClass())
                        && Proxy.getInvocationHandler(client) instanceof ScopedWebClient other
                ? (WebClient) other.target
                : client;
        synchronized (PREPARED) {
            if (PREPARED.add(unscoped)) {
                unscoped.addInterceptor(ScopedWebClient::tie);
            }
        }
        return new ScopedWebClient(unscoped, scope).as(WebClient.class);
    }

    private <T> T as(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(ScopedWebClient.class.getClassLoader(), new Class<?>[] {type}, this));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            // Of what comes here only equals has any.
            return arguments == null ? on(target, method, arguments) : self == arguments[0];
        }
        if (target instanceof WebClient && method.getReturnType() != HttpRequest.class) {
            throw new UnsupportedOperationException("request.client(client) is for calls in the request's name: use "
                    + method.getName() + " of the client itself");
        }
        Object result =
                method.getReturnType() == Future.class ? send(method, arguments) : on(target, method, arguments);
        if (result == target) {
            return self;
        }
        return result instanceof HttpRequest<?> call ? new ScopedWebClient(call, scope).as(HttpRequest.class) : result;
    }

    private @Nullable Object send(Method method, Object @Nullable [] arguments) throws Throwable {
        ScopedWebClient outer = SENDING.get(); // where an interceptor makes a call of its own meanwhile
        SENDING.set(this);
        try {
            return on(target, method, arguments);
        } finally {
            SENDING.set(outer);
        }
    }

    private static @Nullable Object on(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void tie(HttpContext<?> call) {
        if (call.phase() == ClientPhase.PREPARE_REQUEST) {
            ScopedWebClient sending = SENDING.get();
            if (sending != null && sending.target == call.request() && !Tie.begin(call, sending.scope)) {
                return;
            }
        } else if (call.phase() == ClientPhase.SEND_REQUEST) {
            Tie tie = call.get(Tie.KEY);
            if (tie != null && !tie.send(call.clientRequest())) {
                return;
            }
        }
        call.next();
    }

    /** What ties a call to a scope. */
    private static final class Tie implements Consumer<Cancellation> {
        private static final String KEY = Tie.class.getName();

        private final HttpContext<?> call;
        private final Scope scope;
        private @Nullable HttpClientRequest sent;

        private Tie(HttpContext<?> call, Scope scope) {
            this.call = call;
            this.scope = scope;
        }

        /** Whether there is still somebody to go on for; the call has failed, or is about to, where there is not. */
        static boolean begin(HttpContext<?> call, Scope scope) {
            Tie tie = new Tie(call, scope);
            call.set(KEY, tie);
            Registration onCancel = scope.onCancel(tie);
            call.future().onComplete(done -> onCancel.remove());
            return !scope.isCancelled();
        }

        /** As {@link #begin}, once there is a connection; again after each redirection. */
        boolean send(HttpClientRequest request) {
            // What is reset before it is sent whole, Vert.x would log as an error; the call has failed with it anyway.
            request.exceptionHandler(told -> {});
            sent = request;
            if (scope.isCancelled()) {
                request.reset();
                return false;
            }
            return true;
        }

        @Override
        public void accept(Cancellation cause) {
            HttpClientRequest request = sent; // which the call forgets when a response begins
            call.fail(new CancelledException(cause));
            if (request != null) {
                request.reset();
            }
        }
    }
}
