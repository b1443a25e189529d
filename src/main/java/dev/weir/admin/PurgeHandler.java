package dev.weir.admin;

import dev.weir.cache.Cache;
import dev.weir.cache.Purge;
import dev.weir.fields.FieldNames;
import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Purges what the JSON in the request's content names, and answers how much that was. */
final class PurgeHandler implements HttpHandler {
    private static final List<String> TARGETS = List.of("url", "prefix", "tag", "all");

    private final Cache cache;

    PurgeHandler(Cache cache) {
        this.cache = cache;
    }

    @Override
    public Future<Response> handle(Request request) {
        return request.json(Members.class)
                .compose(order -> cache.purge(purge(order)))
                .map(purged -> Response.json(Map.of("purged", purged)).with(FieldNames.CACHE_CONTROL, "no-store"));
    }

    private static Purge purge(Members members) {
        members.twice().ifPresent(name -> {
            throw wrong("'" + name + "' stands there twice.");
        });
        Map<String, @Nullable Object> order = members.values();
        order.keySet().stream()
                .filter(name -> !TARGETS.contains(name) && !name.equals("soft"))
                .findFirst()
                .ifPresent(name -> {
                    throw wrong("There is no '" + name + "' here.");
                });
        List<String> named = TARGETS.stream().filter(order::containsKey).toList();
        if (named.size() != 1) {
            throw wrong(named.isEmpty() ? "Nothing is named." : "Only one of " + named + " at a time.");
        }
        Purge hard = hard(named.get(0), order.get(named.get(0)));
        return order.containsKey("soft") && isTrue("soft", order.get("soft")) ? hard.soft() : hard;
    }

    private static Purge hard(String name, @Nullable Object value) {
        if (name.equals("all")) {
            if (!isTrue(name, value)) {
                throw wrong("Nothing is named.");
            }
            return Purge.everything();
        }
        if (!(value instanceof String text)) {
            throw wrong("'" + name + "' is a string.");
        }
        try {
            return switch (name) {
                case "url" -> Purge.url(text);
                case "prefix" -> Purge.prefix(text);
                default -> Purge.tag(text);
            };
        } catch (IllegalArgumentException e) {
            throw wrong("'" + name + "' is wrong: " + e.getMessage() + '.');
        }
    }

    private static boolean isTrue(String name, @Nullable Object value) {
        if (!(value instanceof Boolean flag)) {
            throw wrong("'" + name + "' is true or false.");
        }
        return flag;
    }

    private static HttpException wrong(String what) {
        return new HttpException(
                400,
                what + " Send one of {'url': 'http://www.example/page?a=1'}, {'prefix': 'http://www.example/news/'},"
                        + " {'tag': 'product-42'} and {'all': true}, as JSON; with 'soft': true beside it, it becomes"
                        + " stale instead of being dropped.");
    }
}
