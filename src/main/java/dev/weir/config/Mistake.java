package dev.weir.config;

/** Something wrong at a place in a text. */
final class Mistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final transient At at;

    Mistake(At at, String what) {
        super(what, null, false, false);
        this.at = at;
    }
}
