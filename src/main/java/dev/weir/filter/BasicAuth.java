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
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Lets through who has a name and a password (RFC 7617), and answers others with 401 and a challenge. Who it is stands
 * in the attribute of the caller's choice. Use it over https only: the password is not hidden.
 *
 * @param <P> what stands for a user
 */
public final class BasicAuth<P> implements Filter {

    /** Finds out whose name and password these are. */
    @FunctionalInterface
    public interface Verifier<P> {
        /**
         * Who it is; empty where the password is wrong or nobody has the name. Called on the request's event loop,
         * which it must not block; the future may complete on any thread. Compare with {@link Secrets#equal}.
         */
        Future<Optional<P>> verify(String name, String password);
    }

    /** Finds out whose name and password these are, and may take its time: a slow hash, a question to a database. */
    @FunctionalInterface
    public interface BlockingVerifier<P> {
        /** Who it is; empty where the password is wrong or nobody has the name. */
        Optional<P> verify(String name, String password) throws Exception;
    }

    private interface Inquiry<P> {
        Future<Optional<P>> ask(Scope scope, String name, String password);
    }

    private final String challenge;
    private final Key<P> principal;
    private final Inquiry<P> inquiry;

    private BasicAuth(String challenge, Key<P> principal, Inquiry<P> inquiry) {
        this.challenge = challenge;
        this.principal = principal;
        this.inquiry = inquiry;
    }

    /**
     * The filter.
     *
     * @param realm what a browser shows when it asks for the password
     */
    public static <P> BasicAuth<P> of(String realm, Key<P> principal, Verifier<P> verifier) {
        return asking(realm, principal, (scope, name, password) -> verifier.verify(name, password));
    }

    /** As {@link #of}, with a verifier that runs on the server's bounded worker pool; 503 when that is full. */
    public static <P> BasicAuth<P> blocking(String realm, Key<P> principal, BlockingVerifier<P> verifier) {
        return asking(
                realm, principal, (scope, name, password) -> scope.blocking(() -> verifier.verify(name, password)));
    }

    private static <P> BasicAuth<P> asking(String realm, Key<P> principal, Inquiry<P> inquiry) {
        // RFC 7617 §2.1: the server says that it reads UTF-8.
        String challenge = "Basic realm=" + Credentials.quoted(realm) + ", charset=\"UTF-8\"";
        return new BasicAuth<>(challenge, principal, inquiry);
    }

    @Override
    public Future<Response> handle(Request request, HttpHandler next) {
        Optional<String> decoded = Credentials.of(request.fields(), "Basic").flatMap(BasicAuth::decode);
        if (decoded.isEmpty()) {
            return refuse();
        }
        // RFC 7617 §2: a name has no colon, a password may.
        String pair = decoded.get();
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return refuse();
        }
        return inquiry.ask(request.scope(), pair.substring(0, colon), pair.substring(colon + 1))
                .compose(who -> who.isPresent() ? next.handle(request.with(principal, who.get())) : refuse());
    }

    private Future<Response> refuse() {
        return Failures.toResponse(new HttpException(401, "A name and a password are needed here."))
                .with(FieldNames.WWW_AUTHENTICATE, challenge)
                .asFuture();
    }

    private static Optional<String> decode(String token) {
        try {
            byte[] bytes = Base64.getDecoder().decode(token);
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
