package dev.weir.config;

import dev.weir.config.Node.Entries;
import dev.weir.config.Node.Entry;
import dev.weir.config.Node.Items;
import dev.weir.config.Node.Scalar;
import dev.weir.policy.Actions;
import dev.weir.policy.Actions.SetCookie;
import dev.weir.policy.Condition;
import dev.weir.policy.Glob;
import dev.weir.policy.Rule;
import dev.weir.policy.Rules;
import dev.weir.policy.StatusRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Makes rules of what is written. Whatever is not known is a mistake: a typing error must not be a rule that is not there. */
final class RulesReader {

    private static final List<String> TOP = List.of("rules");
    private static final List<String> IN_WHEN = List.of("path", "host", "status", "type");
    private static final List<String> IN_RULE = List.of(
            "name",
            "when",
            "bypass",
            "ttl",
            "default-ttl",
            "stale-while-revalidate",
            "stale-if-error",
            "set-cookie",
            "ignore-cache-control");

    private RulesReader() {}

    static Rules read(Node root) {
        if (isNothing(root)) {
            return Rules.NONE;
        }
        Entry rules = entries(root, "a configuration", TOP).get("rules");
        if (rules == null || isNothing(rules.value())) {
            return Rules.NONE;
        }
        if (!(rules.value() instanceof Items items)) {
            throw new Mistake(rules.value().at(), "'rules' is a list: each rule begins with a dash");
        }
        List<Rule> list = new ArrayList<>();
        for (Node node : items.nodes()) {
            list.add(rule(node, list.size() + 1));
        }
        return Rules.of(list);
    }

    /** As where all there was is commented out, or an empty text. */
    private static boolean isNothing(Node node) {
        return node instanceof Scalar scalar && scalar.text().isEmpty();
    }

    private static Rule rule(Node node, int number) {
        String name = "rule " + number;
        Condition when = Condition.ANY;
        Actions then = Actions.NONE;
        for (Map.Entry<String, Entry> each : entries(node, "a rule", IN_RULE).entrySet()) {
            Node value = each.getValue().value();
            switch (each.getKey()) {
                case "name" -> name = text(value);
                case "when" -> when = condition(value);
                default -> then = action(then, each.getKey(), value);
            }
        }
        try {
            return new Rule(name, when, then);
        } catch (IllegalArgumentException e) {
            throw new Mistake(node.at(), String.valueOf(e.getMessage()));
        }
    }

    private static Actions action(Actions then, String key, Node value) {
        return reading(value, text -> switch (key) {
            case "bypass" -> then.withBypass(Values.yesOrNo(text));
            case "ttl" -> then.withTtl(Values.time(text));
            case "default-ttl" -> then.withDefaultTtl(Values.time(text));
            case "stale-while-revalidate" -> then.withStaleWhileRevalidate(Values.time(text));
            case "stale-if-error" -> then.withStaleIfError(Values.time(text));
            case "set-cookie" -> then.withSetCookie(setCookie(text));
            default -> then.withIgnoreCacheControl(Values.yesOrNo(text));
        });
    }

    private static SetCookie setCookie(String text) {
        return switch (text) {
            case "store" -> SetCookie.STORE;
            case "drop" -> SetCookie.DROP;
            default -> throw new IllegalArgumentException("'" + text + "' is neither store nor drop");
        };
    }

    private static Condition condition(Node node) {
        Condition when = Condition.ANY;
        for (Map.Entry<String, Entry> each : entries(node, "'when'", IN_WHEN).entrySet()) {
            Condition before = when;
            // One by one, so that a mistake is told where it stands.
            for (Node value : values(each.getValue().value())) {
                reading(value, text -> with(before, each.getKey(), List.of(text)));
            }
            List<String> texts = values(each.getValue().value()).stream()
                    .map(RulesReader::text)
                    .toList();
            when = with(before, each.getKey(), texts);
        }
        return when;
    }

    private static Condition with(Condition when, String key, List<String> texts) {
        Glob[] globs = texts.stream().map(Glob::new).toArray(Glob[]::new);
        return switch (key) {
            case "path" -> when.withPaths(globs);
            case "host" -> when.withHosts(globs);
            case "type" -> when.withTypes(globs);
            default -> when.withStatuses(texts.stream().map(Values::statuses).toArray(StatusRange[]::new));
        };
    }

    /** One value, or a list of some. */
    private static List<Node> values(Node node) {
        if (!(node instanceof Items items)) {
            return List.of(node);
        }
        if (items.nodes().isEmpty()) {
            throw new Mistake(node.at(), "an empty list matches nothing; leave it out to match everything");
        }
        return items.nodes();
    }

    private static Map<String, Entry> entries(Node node, String what, List<String> known) {
        if (!(node instanceof Entries entries)) {
            throw new Mistake(node.at(), what + " is a mapping, of " + String.join(", ", known));
        }
        entries.byKey().forEach((key, entry) -> {
            if (!known.contains(key)) {
                throw new Mistake(
                        entry.at(), "there is no '" + key + "' in " + what + ", only " + String.join(", ", known));
            }
        });
        return entries.byKey();
    }

    private static String text(Node node) {
        if (node instanceof Scalar scalar && !scalar.text().isEmpty()) {
            return scalar.text();
        }
        throw new Mistake(
                node.at(),
                node instanceof Scalar ? "a value is missing here" : "one value is wanted here, not several");
    }

    /** What is read of a value; whatever is wrong with it stands where it does. */
    private static <T> T reading(Node value, Function<String, T> reader) {
        try {
            return reader.apply(text(value));
        } catch (IllegalArgumentException e) {
            throw new Mistake(value.at(), String.valueOf(e.getMessage()));
        }
    }
}
