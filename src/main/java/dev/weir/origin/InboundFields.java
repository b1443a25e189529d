package dev.weir.origin;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.HopByHop;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * The header section of an origin server's response without what was for this hop only (RFC 9110 §7.6.1), and with this
 * proxy in {@code Via}. A view of what Vert.x has read; copies nothing.
 */
final class InboundFields implements Fields {
    private final MultiMap lines;
    private final List<String> options;
    private final String via;

    InboundFields(MultiMap lines, String via) {
        this.lines = lines;
        this.options = options(lines);
        this.via = via;
    }

    private static List<String> options(MultiMap lines) {
        if (!lines.contains(FieldNames.CONNECTION)) {
            return List.of();
        }
        List<String> options = new ArrayList<>(2);
        for (String line : lines.getAll(FieldNames.CONNECTION)) {
            for (String option : line.split(",", -1)) {
                options.add(option.strip().toLowerCase(Locale.ROOT));
            }
        }
        return options;
    }

    /** Whether the origin server closes the connection behind this response (RFC 9112 §9.6). */
    boolean saysClose() {
        return options.contains("close");
    }

    /** The fields of proxies' authentication are for the next proxy, which we are not for the client (§11.7). */
    private boolean isHidden(String name) {
        return switch (name.length()) {
            case 18 -> name.equalsIgnoreCase(FieldNames.PROXY_AUTHENTICATE);
            case 25 -> name.equalsIgnoreCase(FieldNames.PROXY_AUTHENTICATION_INFO);
            default -> HopByHop.isHopByHop(name, options);
        };
    }

    @Override
    public String get(String name, String otherwise) {
        String value = isHidden(name) ? null : lines.get(name);
        if (value != null) {
            return value;
        }
        return name.equalsIgnoreCase(FieldNames.VIA) ? via : otherwise;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> each) {
        lines.forEach((name, value) -> {
            if (!isHidden(name)) {
                each.accept(name, value);
            }
        });
        each.accept(FieldNames.VIA, via);
    }

    @Override
    public int size() {
        int[] count = {0};
        forEach((name, value) -> count[0]++);
        return count[0];
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public boolean contains(String name) {
        return (lines.contains(name) && !isHidden(name)) || name.equalsIgnoreCase(FieldNames.VIA);
    }

    @Override
    public String toString() {
        return copy().toString();
    }
}
