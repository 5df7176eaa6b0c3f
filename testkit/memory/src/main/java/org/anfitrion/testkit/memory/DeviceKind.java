package org.anfitrion.testkit.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;

/**
 * What has to be known of a kind of device to find it again in another description, and to rewrite only what differs.
 *
 * @param section its kind in native text
 * @param key what tells it from others of its kind, unless left open
 * @param source by what it is found again if the key is left open
 * @param fields it as keys and values
 * @param filling what another description of the same device leaves open, taken from the first
 * @param nativeSource whether only native text can express it
 * @param devices those of a description
 * @param setting puts them into a description
 * @param <T> its description
 */
record DeviceKind<T>(
        String section,
        Function<T, Optional<?>> key,
        Function<T, Object> source,
        Function<T, Map<String, String>> fields,
        BinaryOperator<T> filling,
        Predicate<T> nativeSource,
        Function<DomainSpec, List<T>> devices,
        BiFunction<DomainSpecBuilder, List<T>, DomainSpecBuilder> setting) {

    static final DeviceKind<DiskSpec> DISK = new DeviceKind<>(
            "disk",
            DiskSpec::target,
            DiskSpec::source,
            DeviceFields::of,
            (known, wanted) -> new DiskSpec(
                    wanted.source(),
                    wanted.device(),
                    wanted.format(),
                    wanted.bus().or(known::bus),
                    wanted.target().or(known::target),
                    wanted.readOnly(),
                    wanted.serial(),
                    wanted.limits().or(known::limits)),
            disk -> disk.source() instanceof DiskSource.Native,
            DomainSpec::disks,
            DomainSpecBuilder::disks);

    static final DeviceKind<NicSpec> NIC = new DeviceKind<>(
            "nic",
            NicSpec::mac,
            NicSpec::source,
            DeviceFields::of,
            (known, wanted) -> new NicSpec(
                    wanted.source(),
                    wanted.mac().or(known::mac),
                    wanted.model().or(known::model),
                    wanted.linkUp(),
                    wanted.bandwidth().or(known::bandwidth)),
            nic -> nic.source() instanceof NicSource.Native,
            DomainSpec::nics,
            DomainSpecBuilder::nics);

    static final DeviceKind<FilesystemSpec> FILESYSTEM = new DeviceKind<>(
            "filesystem",
            filesystem -> Optional.of(filesystem.target()),
            FilesystemSpec::source,
            DeviceFields::of,
            (known, wanted) -> new FilesystemSpec(
                    wanted.source(),
                    wanted.target(),
                    wanted.readOnly(),
                    wanted.driver().or(known::driver)),
            filesystem -> filesystem.source() instanceof FilesystemSource.Native,
            DomainSpec::filesystems,
            DomainSpecBuilder::filesystems);

    static final DeviceKind<ConsoleSpec> CONSOLE = new DeviceKind<>(
            "console",
            console -> Optional.empty(),
            ConsoleSpec::type,
            DeviceFields::of,
            (known, wanted) -> wanted,
            console -> console.type() == ConsoleSpec.Type.NATIVE,
            DomainSpec::consoles,
            DomainSpecBuilder::consoles);

    static final DeviceKind<ChannelSpec> CHANNEL = new DeviceKind<>(
            "channel",
            channel -> Optional.of(channel.name()),
            ChannelSpec::name,
            DeviceFields::of,
            (known, wanted) -> wanted,
            channel -> false,
            DomainSpec::channels,
            DomainSpecBuilder::channels);

    static final DeviceKind<DisplaySpec> DISPLAY = new DeviceKind<>(
            "display",
            display -> Optional.of(display.protocol()),
            DisplaySpec::protocol,
            DeviceFields::of,
            (known, wanted) -> wanted,
            display -> false,
            DomainSpec::displays,
            DomainSpecBuilder::displays);

    /** All kinds, in the order in which they are written. */
    static final List<DeviceKind<?>> ALL = List.of(DISK, NIC, FILESYSTEM, CONSOLE, CHANNEL, DISPLAY);

    /**
     * Finds wanted devices among those that there are.
     *
     * @return for each wanted one its place among the known, or -1 if it is new
     * @throws UnsupportedCapabilityException if one is wanted that only native text can express, and is not there
     */
    int[] match(List<T> known, List<T> wanted) {
        int[] places = new int[wanted.size()];
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < places.length; i++) {
            Optional<?> wantedKey = key.apply(wanted.get(i));
            places[i] = wantedKey.isEmpty()
                    ? -1
                    : place(known, used, device -> key.apply(device).equals(wantedKey));
        }
        for (int i = 0; i < places.length; i++) {
            T device = wanted.get(i);
            if (places[i] < 0 && key.apply(device).isEmpty()) {
                places[i] = place(known, used, other -> source.apply(other).equals(source.apply(device)));
            }
            if (nativeSource.test(device)
                    && (places[i] < 0 || !source.apply(known.get(places[i])).equals(source.apply(device)))) {
                throw new UnsupportedCapabilityException(
                        Failure.to("describe", "a " + section + " of kind " + source.apply(device))
                                .because("only a native configuration can ask for it"));
            }
        }
        return places;
    }

    private int place(List<T> known, Set<Integer> used, Function<T, Boolean> same) {
        for (int i = 0; i < known.size(); i++) {
            if (same.apply(known.get(i)) && used.add(i)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the wanted devices with what they leave open filled in from those that they were found to be. */
    List<T> filled(List<T> known, List<T> wanted, int[] places) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            all.add(places[i] < 0 ? wanted.get(i) : filling.apply(known.get(places[i]), wanted.get(i)));
        }
        return all;
    }

    /** Writes the devices of a new description. */
    List<NativeText.Section> written(DomainSpec spec) {
        return devices.apply(spec).stream().map(this::written).toList();
    }

    private NativeText.Section written(T device) {
        return NativeText.Section.of(section, fields.apply(device));
    }

    /** Rewrites the sections of this kind; what they say beyond the descriptions moves with the device. */
    NativeText rewritten(
            NativeText text, List<T> known, List<T> wanted, int[] places, List<String> changes, Set<String> keys) {
        List<NativeText.Section> old = text.devices(section);
        List<NativeText.Section> sections = new ArrayList<>();
        int changesBefore = changes.size();
        for (int i = 0; i < places.length; i++) {
            T device = wanted.get(i);
            Map<String, String> after = fields.apply(device);
            if (places[i] < 0) {
                sections.add(written(device));
                changes.add(label(device) + ": added");
            } else {
                Map<String, String> before = fields.apply(known.get(places[i]));
                sections.add(Revision.rewritten(
                        old.get(places[i]), before, after, label(device) + " ", changes, new HashSet<>()));
            }
        }
        for (int i = 0; i < known.size(); i++) {
            int place = i;
            if (Arrays.stream(places).noneMatch(other -> other == place)) {
                changes.add(label(known.get(i)) + ": removed");
            }
        }
        if (!Revision.isAscending(places)) {
            changes.add(section + ": put in another order");
        }
        if (changes.size() == changesBefore) {
            return text;
        }
        keys.add(section);
        return text.withDevices(section, sections);
    }

    /** Begins rewriting the devices of this kind. */
    Pairing<T> pairing(DomainSpec known, DomainSpec wanted) {
        return new Pairing<>(this, match(devices.apply(known), devices.apply(wanted)));
    }

    /** Which wanted devices of a kind are which known ones. */
    static final class Pairing<T> {

        private final DeviceKind<T> kind;
        private final int[] places;

        private Pairing(DeviceKind<T> kind, int[] places) {
            this.kind = kind;
            this.places = places;
        }

        /** Fills in what the wanted devices leave open. */
        DomainSpecBuilder filled(DomainSpec known, DomainSpec wanted, DomainSpecBuilder merged) {
            return kind.setting.apply(
                    merged, kind.filled(kind.devices.apply(known), kind.devices.apply(wanted), places));
        }

        /** Rewrites the sections. */
        NativeText rewritten(
                NativeText text, DomainSpec known, DomainSpec full, List<String> changes, Set<String> keys) {
            return kind.rewritten(text, kind.devices.apply(known), kind.devices.apply(full), places, changes, keys);
        }
    }

    private String label(T device) {
        return section + key.apply(device).map(value -> " " + value).orElse("");
    }
}
