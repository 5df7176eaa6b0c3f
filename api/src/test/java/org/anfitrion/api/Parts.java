package org.anfitrion.api;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The parts of a description by their names: what a change touched, and what it left. */
public final class Parts {

    private Parts() {}

    /** Returns every part, in order. */
    public static Map<String, Object> of(Record description) {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (RecordComponent part : description.getClass().getRecordComponents()) {
            try {
                parts.put(part.getName(), part.getAccessor().invoke(description));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("a record without its accessors", e);
            }
        }
        return parts;
    }

    /** Returns the names of the parts in which two descriptions of one type differ. */
    public static Set<String> changed(Record before, Record after) {
        Map<String, Object> others = of(after);
        Set<String> changed = new TreeSet<>();
        of(before).forEach((name, value) -> {
            if (!Objects.equals(value, others.get(name))) {
                changed.add(name);
            }
        });
        return changed;
    }

    /** Makes the description anew, with one part replaced. */
    public static Record with(Record description, String name, Object value) throws Throwable {
        Map<String, Object> parts = of(description);
        parts.put(name, value);
        Class<?>[] types = Arrays.stream(description.getClass().getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return description
                    .getClass()
                    .getConstructor(types)
                    .newInstance(parts.values().toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
