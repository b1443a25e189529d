package dev.weir.filter;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.Weighted;

/** Whether a client would rather read a page than JSON (RFC 9110 §12.5.1). Who names neither gets JSON. */
final class PrefersHtml {

    private PrefersHtml() {}

    static boolean test(Fields request) {
        int html = 0;
        int json = 0;
        for (Weighted wish : Weighted.of(request, FieldNames.ACCEPT)) {
            switch (wish.value()) {
                case "text/html", "application/xhtml+xml" -> html = Math.max(html, wish.thousandths());
                case "application/json", "application/problem+json" -> json = Math.max(json, wish.thousandths());
                default -> {}
            }
        }
        return html > json;
    }
}
