package org.anfitrion.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.Failure;

/**
 * The elements that a list of devices was read from. Each device is asked for once at most: two that are described alike are
 * two all the same.
 *
 * @param <S> the device's description
 * @param <E> the device's element
 */
final class DeviceElements<S, E> {

    private record Device<S, E>(S spec, Optional<E> element) {}

    private final List<Device<S, E>> left = new ArrayList<>();

    /** Finds the element of each device by its key, or else by its place. */
    DeviceElements(
            List<S> specs,
            List<E> elements,
            Function<S, ? extends Optional<?>> key,
            Function<E, ? extends Optional<?>> elementKey) {
        for (int place = 0; place < specs.size(); place++) {
            S spec = specs.get(place);
            Optional<?> wanted = key.apply(spec);
            Optional<E> element = wanted.isPresent()
                    ? elements.stream()
                            .filter(it -> elementKey.apply(it).equals(wanted))
                            .findFirst()
                    : specs.size() == elements.size() ? Optional.of(elements.get(place)) : Optional.empty();
            left.add(new Device<>(spec, element));
        }
    }

    /** What a device is to somebody who changes it, and who read of it before. */
    static ConflictException gone(String label) {
        return new ConflictException(
                Failure.to("update", label).because("the configuration has no such device any more"));
    }

    /** Hands a device's element over. */
    E take(String label, S spec) {
        for (Device<S, E> device : left) {
            if (device.spec().equals(spec) && device.element().isPresent()) {
                left.remove(device);
                return device.element().get();
            }
        }
        throw gone(label);
    }
}
