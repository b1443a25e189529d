package dev.weir.policy;

import dev.weir.fields.CommaList;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.StructuredFields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The words by which a response can be purged together with others. There may be as many as its fields hold: one that was
 * left out would be a purge that misses. They compare character by character.
 */
public final class Tags {

    private Tags() {}

    /** Those of Surrogate-Key, Cache-Tag and Cache-Groups, each once. */
    public static List<String> of(Fields response) {
        boolean keys = response.contains(FieldNames.SURROGATE_KEY);
        boolean tags = response.contains(FieldNames.CACHE_TAG);
        boolean groups = response.contains(FieldNames.CACHE_GROUPS);
        if (!keys && !tags && !groups) {
            return List.of();
        }
        Set<String> all = new LinkedHashSet<>();
        for (String line : response.all(FieldNames.SURROGATE_KEY)) {
            addWords(line, all);
        }
        if (tags) {
            all.addAll(CommaList.members(response, FieldNames.CACHE_TAG));
        }
        if (groups) {
            all.addAll(groups(response));
        }
        return List.copyOf(all);
    }

    private static void addWords(String line, Set<String> all) {
        int start = 0;
        for (int i = 0; i <= line.length(); i++) {
            if (i == line.length() || line.charAt(i) == ' ' || line.charAt(i) == '\t') {
                if (i > start) {
                    all.add(line.substring(start, i));
                }
                start = i + 1;
            }
        }
    }

    /** The groups that it belongs to among the responses of its origin (RFC 9875 §2); none where malformed. */
    public static List<String> groups(Fields response) {
        return strings(response, FieldNames.CACHE_GROUPS);
    }

    /** A list of strings (RFC 9651 §3.1); what is none, in whatever place, is ignored whole (RFC 9651 §1.1). */
    static List<String> strings(Fields fields, String name) {
        return StructuredFields.strings(fields.combined(name, "")).orElseGet(ArrayList::new);
    }
}
