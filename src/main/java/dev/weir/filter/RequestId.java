package dev.weir.filter;

import dev.weir.fields.FieldNames;
import dev.weir.http.Filter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Key;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Gives each request an id, by which its lines in the logs of everyone on the way are found: the attribute {@link #ID},
 * the field {@code X-Request-Id} of the request as it goes on, and of the response. Put it outside a cache, or the id of
 * the request that filled it is stored.
 */
public final class RequestId implements Filter {

    /** The id. */
    public static final Key<String> ID = Key.of("request id", String.class);

    private static final int LONGEST = 128;

    private final boolean trusting;

    private RequestId(boolean trusting) {
        this.trusting = trusting;
    }

    /** Makes every id here. */
    public static RequestId generate() {
        return new RequestId(false);
    }

    /** Keeps the id that comes in, where it is a sane one: for behind a proxy of your own, which sets it. */
    public static RequestId trusting() {
        return new RequestId(true);
    }

    @Override
    public Future<Response> handle(Request request, HttpHandler next) {
        String incoming = request.fields().get(FieldNames.X_REQUEST_ID, "");
        String id = trusting && isSane(incoming) ? incoming : newId();
        Request known = request.with(ID, id).withFields(request.fields().with(FieldNames.X_REQUEST_ID, id));
        return Answers.of(known, next).map(response -> response.with(FieldNames.X_REQUEST_ID, id));
    }

    /** 128 random bits; told to everybody, so that nothing may rest on their being secret. */
    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    /** Letters, digits and what ids are joined with: nothing that could forge a line in a log, or a page. */
    private static boolean isSane(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && "-_.:+/=".indexOf(c) < 0) {
                return false;
            }
        }
        return !id.isEmpty() && id.length() <= LONGEST;
    }
}
