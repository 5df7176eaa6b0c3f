package org.anfitrion.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.Failure;

/**
 * The elements of devices that a description was read from.
 *
 * @param specs the devices' descriptions
 * @param elements the devices' elements, in the order of the descriptions
 * @param key a description's key
 * @param elementKey an element's key
 * @param <S> the device's description
 * @param <E> the device's element
 */
record DeviceElements<S, E>(
        List<S> specs,
        List<E> elements,
        Function<S, ? extends Optional<?>> key,
        Function<E, ? extends Optional<?>> elementKey) {

    /** Finds a device by its key, or else by its place. */
    E of(String label, S spec) {
        Optional<?> wanted = key.apply(spec);
        Optional<E> byKey = elements.stream()
                .filter(element ->
                        wanted.isPresent() && elementKey.apply(element).equals(wanted))
                .findFirst();
        return byKey.or(() -> byPlace(spec))
                .orElseThrow(() -> new ConflictException(
                        Failure.to("update", label).because("the configuration has no such device any more")));
    }

    private Optional<E> byPlace(S spec) {
        int place = specs.indexOf(spec);
        return key.apply(spec).isEmpty() && specs.size() == elements.size() && place >= 0
                ? Optional.of(elements.get(place))
                : Optional.empty();
    }
}
