package org.anfitrion.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which devices of a description are which in another: by their key (a disk's target, a card's address), and one that
 * leaves its key open is the first that agrees with it in all it says.
 *
 * @param kept devices that are in both
 * @param added devices that only the wanted description has, in its order
 * @param removed devices that only the base has
 * @param <S> the device's description
 */
record Pairing<S>(List<Kept<S>> kept, List<S> added, List<S> removed) {

    /**
     * A device that is in both descriptions.
     *
     * @param base what it was
     * @param wanted what it should be, with what that leaves open as it was
     * @param <S> the device's description
     */
    record Kept<S>(S base, S wanted) {
        boolean differs() {
            return !base.equals(wanted);
        }
    }

    /** Pairs two lists; {@code completed} fills in what the first argument leaves open from the second. */
    static <S> Pairing<S> of(
            List<S> base, List<S> wanted, Function<S, ? extends Optional<?>> key, BinaryOperator<S> completed) {
        List<S> left = new ArrayList<>(base);
        List<Kept<S>> kept = new ArrayList<>();
        List<S> open = new ArrayList<>();
        for (S device : wanted) {
            Optional<?> itsKey = key.apply(device);
            Optional<S> same = itsKey.isEmpty()
                    ? Optional.empty()
                    : first(left, that -> key.apply(that).equals(itsKey));
            same.ifPresentOrElse(
                    that -> {
                        left.remove(that);
                        kept.add(new Kept<>(that, completed.apply(device, that)));
                    },
                    () -> open.add(device));
        }
        List<S> added = new ArrayList<>();
        for (S device : open) {
            Optional<S> same = key.apply(device).isPresent()
                    ? Optional.empty()
                    : first(left, that -> completed.apply(device, that).equals(that));
            same.ifPresentOrElse(
                    that -> {
                        left.remove(that);
                        kept.add(new Kept<>(that, that));
                    },
                    () -> added.add(device));
        }
        return new Pairing<>(kept, added, left);
    }

    private static <S> Optional<S> first(List<S> devices, Predicate<S> wanted) {
        return devices.stream().filter(wanted).findFirst();
    }
}
