package dev.weir.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.weir.config.Node.Entries;
import dev.weir.config.Node.Entry;
import dev.weir.config.Node.Items;
import dev.weir.config.Node.Scalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads YAML into {@link Node}s. Databind would forget where things stand, and take {@code on} for true. */
final class Yaml {

    private static final At BEGINNING = new At(1, 1);

    private final YAMLParser parser;

    private Yaml(YAMLParser parser) {
        this.parser = parser;
    }

    /** @throws Mistake if it is no YAML, or of a kind that a configuration has no use for */
    static Node read(String text) {
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return new Scalar(BEGINNING, "");
            }
            Yaml yaml = new Yaml(parser);
            Node root = yaml.node(first);
            if (parser.nextToken() != null) {
                throw new Mistake(yaml.at(), "a second document begins here; a configuration is one");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw mistake(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string has no input and output
        }
    }

    private static Mistake mistake(JsonProcessingException e) {
        if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            Mark mark = marked.getProblemMark();
            At at = new At(mark.getLine() + 1, mark.getColumn() + 1);
            boolean alias = String.valueOf(marked.getContext()).contains("alias");
            return alias ? alias(at) : new Mistake(at, "this is not YAML: " + marked.getProblem());
        }
        JsonLocation location = e.getLocation();
        At at = location == null ? BEGINNING : new At(location.getLineNr(), location.getColumnNr());
        String what = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        return new Mistake(at, "this is not YAML: " + what);
    }

    private static Mistake alias(At at) {
        return new Mistake(at, "what begins with * has to stand in quotes, as in '*.example'");
    }

    private At at() {
        JsonLocation location = parser.currentTokenLocation();
        return new At(location.getLineNr(), location.getColumnNr());
    }

    private Node node(JsonToken token) throws IOException {
        At at = at();
        return switch (token) {
            case START_OBJECT -> entries(at);
            case START_ARRAY -> items(at);
            case VALUE_NULL -> new Scalar(at, "");
            default -> {
                if (parser.isCurrentAlias()) {
                    throw alias(at);
                }
                yield new Scalar(at, parser.getText());
            }
        };
    }

    private Items items(At at) throws IOException {
        List<Node> nodes = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            nodes.add(node(token));
        }
        return new Items(at, nodes);
    }

    private Entries entries(At at) throws IOException {
        Map<String, Entry> byKey = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            At keyAt = at();
            String key = parser.currentName();
            Entry before = byKey.put(key, new Entry(keyAt, node(parser.nextToken())));
            if (before != null) {
                throw new Mistake(
                        keyAt,
                        "'" + key + "' is said twice, first in line "
                                + before.at().line());
            }
        }
        return new Entries(at, byKey);
    }
}
