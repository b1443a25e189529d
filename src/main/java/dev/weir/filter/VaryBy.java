package dev.weir.filter;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.Vary;
import java.util.List;
import java.util.Locale;

/** Adds to {@code Vary} (RFC 9110 §12.5.5) what is not there yet. */
final class VaryBy {

    private VaryBy() {}

    static Fields add(Fields response, String... names) {
        Vary there = Vary.of(response);
        Fields varied = response;
        for (String name : there.any() ? List.<String>of() : List.of(names)) {
            if (!there.names().contains(name.toLowerCase(Locale.ROOT))) {
                varied = varied.with(
                        FieldNames.VARY,
                        varied.combined(FieldNames.VARY)
                                .map(old -> old + ", " + name)
                                .orElse(name));
            }
        }
        return varied;
    }
}
