package dev.weir.fields;

import java.util.ArrayList;
import java.util.List;

/**
 * The value of If-None-Match or If-Match: any tag at all, or one of a list (RFC 9110 §13.1.1, §13.1.2). Members that are
 * no entity tags are left out, and match nothing.
 *
 * @param any whether the value is {@code *}
 * @param list the tags, in order; empty where {@code any}
 */
public record EntityTags(boolean any, List<EntityTag> list) {

    public EntityTags {
        list = List.copyOf(list);
    }

    /** The tags in all lines of the field {@code name}. */
    public static EntityTags of(Fields fields, String name) {
        return parse(fields.combined(name, ""));
    }

    /** The tags in {@code text}. */
    public static EntityTags parse(String text) {
        if (text.strip().equals("*")) {
            return new EntityTags(true, List.of());
        }
        List<EntityTag> tags = new ArrayList<>(2);
        // RFC 9110 §5.6.1; a comma may stand within a tag, a backslash there is just a character.
        int i = 0;
        while (i < text.length()) {
            int quote = text.startsWith("W/", i) ? i + 2 : i;
            int end = EntityTag.endOf(text, quote);
            if (end > 0 && isSeparated(text, end)) {
                tags.add(new EntityTag(text.substring(quote + 1, end - 1), quote > i));
                i = end;
            } else if (isFiller(text.charAt(i))) {
                i++;
            } else {
                i = next(text, i);
            }
        }
        return new EntityTags(false, tags);
    }

    /** Whether {@code tag} is one of these, compared weakly, as If-None-Match wants it (RFC 9110 §13.1.2). */
    public boolean containsWeakly(EntityTag tag) {
        if (any) {
            return true;
        }
        for (EntityTag mine : list) {
            if (mine.matchesWeakly(tag)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code tag} is one of these, compared strongly, as If-Match wants it (RFC 9110 §13.1.1). */
    public boolean containsStrongly(EntityTag tag) {
        if (any) {
            return true;
        }
        for (EntityTag mine : list) {
            if (mine.matchesStrongly(tag)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a member ends at {@code end}: the end of the text or a comma follows. */
    private static boolean isSeparated(String text, int end) {
        int i = end;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i == text.length() || text.charAt(i) == ',';
    }

    private static boolean isFiller(char c) {
        return c == ',' || c == ' ' || c == '\t';
    }

    private static int next(String text, int from) {
        int comma = text.indexOf(',', from);
        return comma < 0 ? text.length() : comma + 1;
    }
}
