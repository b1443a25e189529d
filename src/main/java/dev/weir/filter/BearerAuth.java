package dev.weir.filter;

import dev.weir.fields.FieldNames;
import dev.weir.http.Failures;
import dev.weir.http.Filter;
import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Key;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Scope;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Lets through who has a token (RFC 6750), which is taken from {@code Authorization} only. Who it is stands in the
 * attribute of the caller's choice. Use it over https only.
 *
 * @param <P> what stands for a user
 */
public final class BearerAuth<P> implements Filter {

    /** Finds out whose token it is, and may take its time. */
    @FunctionalInterface
    public interface BlockingVerifier<P> {
        /** Whose token it is; empty where it is nobody's, or no longer. */
        Optional<P> verify(String token) throws Exception;
    }

    private final String challenge;
    private final Key<P> principal;
    private final BiFunction<Scope, String, Future<Optional<P>>> verifier;

    private BearerAuth(String challenge, Key<P> principal, BiFunction<Scope, String, Future<Optional<P>>> verifier) {
        this.challenge = challenge;
        this.principal = principal;
        this.verifier = verifier;
    }

    /**
     * The filter.
     *
     * @param verifier finds out whose token it is; empty where it is nobody's, or no longer. Called on the request's
     *     event loop, which it must not block; the future may complete on any thread
     */
    public static <P> BearerAuth<P> of(String realm, Key<P> principal, Function<String, Future<Optional<P>>> verifier) {
        return asking(realm, principal, (scope, token) -> verifier.apply(token));
    }

    /** As {@link #of}, with a verifier that runs on the server's bounded worker pool; 503 when that is full. */
    public static <P> BearerAuth<P> blocking(String realm, Key<P> principal, BlockingVerifier<P> verifier) {
        return asking(realm, principal, (scope, token) -> scope.blocking(() -> verifier.verify(token)));
    }

    private static <P> BearerAuth<P> asking(
            String realm, Key<P> principal, BiFunction<Scope, String, Future<Optional<P>>> verifier) {
        return new BearerAuth<>("Bearer realm=" + Credentials.quoted(realm), principal, verifier);
    }

    @Override
    public Future<Response> handle(Request request, HttpHandler next) {
        Optional<String> token = Credentials.of(request.fields(), "Bearer");
        if (token.isEmpty()) {
            // RFC 6750 §3.1: who has sent no token at all is told no error.
            return refuse(401, "A token is needed here.", "").asFuture();
        }
        if (!isToken(token.get())) {
            return refuse(400, "The token is malformed.", "invalid_request").asFuture();
        }
        return verifier.apply(request.scope(), token.get())
                .compose(who -> who.isPresent()
                        ? next.handle(request.with(principal, who.get()))
                        : refuse(401, "The token is not valid.", "invalid_token")
                                .asFuture());
    }

    /**
     * 403 for a token that is good, but not for this (RFC 6750 §3.1).
     *
     * @param scope what would be needed
     */
    public Response insufficientScope(String scope) {
        Response refusal = refuse(403, "The token does not reach this far.", "insufficient_scope");
        String told = refusal.fields().get(FieldNames.WWW_AUTHENTICATE, "");
        return refusal.with(FieldNames.WWW_AUTHENTICATE, told + ", scope=" + Credentials.quoted(scope));
    }

    private Response refuse(int status, String detail, String error) {
        return Failures.toResponse(new HttpException(status, detail))
                .with(
                        FieldNames.WWW_AUTHENTICATE,
                        error.isEmpty() ? challenge : challenge + ", error=\"" + error + '"');
    }

    /** RFC 6750 §2.1, b64token. */
    private static boolean isToken(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && "-._~+/".indexOf(c) < 0) {
                return false;
            }
        }
        return end > 0;
    }
}
