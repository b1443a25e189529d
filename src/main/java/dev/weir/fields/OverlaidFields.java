package dev.weir.fields;

import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * A few lines laid over lines that are shared, so that what is stored is sent to many with its own {@code Age} each and
 * is neither copied nor touched.
 */
public final class OverlaidFields extends HeldFields {

    private final Fields base;
    /** Names of lines of {@link #base} that are not to be seen. */
    private final String[] hidden;
    /** Laid over the base, behind it. */
    private final FieldLines added;

    private OverlaidFields(Fields base, String[] hidden, FieldLines added) {
        this.base = base;
        this.hidden = hidden;
        this.added = added;
    }

    private static final String[] NONE = {};

    static OverlaidFields over(Fields base) {
        return base instanceof OverlaidFields already ? already : new OverlaidFields(base, NONE, FieldLines.EMPTY);
    }

    /** What lies underneath. */
    public Fields base() {
        return base;
    }

    /** What lies on top, to be sent behind what of the base is not hidden. */
    public FieldLines added() {
        return added;
    }

    /** Whether any line of the base is hidden. */
    public boolean hidesAny() {
        return hidden.length > 0;
    }

    /** Whether lines of that name in the base are hidden. */
    public boolean hides(String name) {
        for (String candidate : hidden) {
            if (candidate.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String get(String name, String otherwise) {
        if (base.contains(name) && !hides(name)) {
            return base.get(name, otherwise);
        }
        return added.get(name, otherwise);
    }

    @Override
    public boolean contains(String name) {
        return added.contains(name) || (base.contains(name) && !hides(name));
    }

    @Override
    public int size() {
        int[] lines = {0};
        forEach((name, value) -> lines[0]++);
        return lines[0];
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> lines) {
        if (hidden.length == 0) {
            base.forEach(lines);
        } else {
            base.forEach((name, value) -> {
                if (!hides(name)) {
                    lines.accept(name, value);
                }
            });
        }
        added.forEach(lines);
    }

    @Override
    public Fields with(String name, String value) {
        FieldSyntax.check(name, value);
        return new OverlaidFields(
                base, hide(name), addedWithout(name).addUnchecked(name, value).build());
    }

    @Override
    public Fields and(String name, String value) {
        FieldSyntax.check(name, value);
        return new OverlaidFields(
                base,
                hidden,
                FieldLines.builder().addAll(added).addUnchecked(name, value).build());
    }

    @Override
    public Fields without(String name) {
        return contains(name)
                ? new OverlaidFields(base, hide(name), addedWithout(name).build())
                : this;
    }

    private FieldLines.Builder addedWithout(String name) {
        FieldLines.Builder kept = FieldLines.builder();
        added.forEach((n, v) -> {
            if (!n.equalsIgnoreCase(name)) {
                kept.addUnchecked(n, v);
            }
        });
        return kept;
    }

    private String[] hide(String name) {
        if (!base.contains(name) || hides(name)) {
            return hidden;
        }
        String[] more = Arrays.copyOf(hidden, hidden.length + 1);
        more[hidden.length] = name;
        return more;
    }

    @Override
    public String toString() {
        return copy().toString();
    }
}
