package dev.weir.fields;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Field lines that are held here and never change, so that what has been derived from them can be kept with them: a
 * codec keeps the form here in which it writes lines that are sent to many.
 */
public abstract sealed class HeldFields implements Fields permits FieldLines, OverlaidFields {
    private static final Object ASKED = new Object();

    /** Written by whoever asks; a race makes it twice, and both are right. */
    private @Nullable Object derived;

    HeldFields() {}

    /**
     * What {@code make} derives from these lines; made when it is asked for the second time, since for lines that are
     * sent once it would not pay. One such form is kept; another {@code type} displaces it.
     *
     * @return null at the first time
     */
    public final <T> @Nullable T derived(Class<T> type, Function<HeldFields, T> make) {
        Object there = derived;
        if (type.isInstance(there)) {
            return type.cast(there);
        }
        if (there == null) {
            derived = ASKED;
            return null;
        }
        T made = make.apply(this);
        derived = made;
        return made;
    }
}
