package dev.weir.admin;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.weir.cache.Cache;
import dev.weir.cache.Purge;
import dev.weir.fields.FieldNames;
import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Purges what the JSON in the request's content names, and answers how much that was. */
final class PurgeHandler implements HttpHandler {
    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};
    private static final List<String> TARGETS = List.of("url", "all");

    private final Cache cache;

    PurgeHandler(Cache cache) {
        this.cache = cache;
    }

    @Override
    public Future<Response> handle(Request request) {
        return request.json(MEMBERS)
                .compose(order -> cache.purge(purge(order)))
                .map(purged -> Response.json(Map.of("purged", purged)).with(FieldNames.CACHE_CONTROL, "no-store"));
    }

    private static Purge purge(Map<String, Object> order) {
        order.keySet().stream()
                .filter(name -> !TARGETS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw wrong("There is no '" + name + "' here.");
                });
        List<String> named = TARGETS.stream().filter(order::containsKey).toList();
        if (named.size() != 1) {
            throw wrong(named.isEmpty() ? "Nothing is named." : "Only one of " + named + " at a time.");
        }
        Object value = order.get(named.get(0));
        return switch (named.get(0)) {
            case "url" -> Purge.url(uri("url", value));
            default -> everything(value);
        };
    }

    private static Purge everything(@Nullable Object value) {
        if (!Boolean.TRUE.equals(value)) {
            throw wrong("\"all\" is true or is left out.");
        }
        return Purge.everything();
    }

    private static URI uri(String name, @Nullable Object value) {
        if (!(value instanceof String text)) {
            throw wrong('"' + name + "\" is a string.");
        }
        try {
            URI uri = new URI(text);
            Purge.url(uri); // has it checked
            return uri;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw wrong('"' + name + "\": " + e.getMessage() + '.');
        }
    }

    private static HttpException wrong(String what) {
        return new HttpException(400, what + " Send {\"url\": \"http://www.example/page?a=1\"} or {\"all\": true}.");
    }
}
