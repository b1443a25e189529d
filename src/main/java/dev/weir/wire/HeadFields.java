package dev.weir.wire;

import dev.weir.fields.Fields;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.function.BiConsumer;

/** The header section of a message that Vert.x has read; a view, copies nothing. */
final class HeadFields implements Fields {
    private final MultiMap lines;

    HeadFields(MultiMap lines) {
        this.lines = lines;
    }

    @Override
    public String get(String name, String otherwise) {
        String value = lines.get(name);
        return value == null ? otherwise : value;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> each) {
        lines.forEach((name, value) -> each.accept(name, value));
    }

    @Override
    public int size() {
        // A MultiMap counts its names, not its lines.
        int[] count = {0};
        lines.forEach((name, value) -> count[0]++);
        return count[0];
    }

    @Override
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    @Override
    public boolean contains(String name) {
        return lines.contains(name);
    }

    @Override
    public List<String> all(String name) {
        List<String> values = lines.getAll(name);
        return values == null ? List.of() : values;
    }

    @Override
    public String toString() {
        return copy().toString();
    }
}
