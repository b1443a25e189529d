package dev.weir.cache;

/** Whom a fill is for. */
enum FillKind {
    /** Whoever comes while it goes on. */
    SHARED,
    /** One who may not share it, and the store. */
    ALONE,
    /** The store: it goes on though nobody waits, but others may. */
    BACKGROUND
}
