package org.anfitrion.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.libvirt.xml.domain.DomainDevices;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.DomainOs;
import org.jspecify.annotations.Nullable;

/** A domain on its way from one description to another, or from nothing to its first. */
final class Change {

    private final DomainElement domain;
    private final @Nullable DomainSpec base;
    private final DomainSpec wanted;
    private final HostFacts host;
    private final DeviceDefaults defaults;
    private final List<String> lines = new ArrayList<>();

    Change(
            DomainElement domain,
            @Nullable DomainSpec base,
            DomainSpec wanted,
            HostFacts host,
            DeviceDefaults defaults) {
        this.domain = domain;
        this.base = base;
        this.wanted = wanted;
        this.host = host;
        this.defaults = defaults;
    }

    DomainElement domain() {
        return domain;
    }

    /** The domain's devices, to add one. */
    DomainDevices devices() {
        return domain.devicesOrNew();
    }

    DomainOs os() {
        return domain.osOrNew();
    }

    Optional<DomainSpec> base() {
        return Optional.ofNullable(base);
    }

    DomainSpec wanted() {
        return wanted;
    }

    HostFacts host() {
        return host;
    }

    DeviceDefaults defaults() {
        return defaults;
    }

    boolean isNew() {
        return base == null;
    }

    /** Tells whether a part has to be written: it is new, or differs. */
    boolean concerns(Function<DomainSpec, ?> part) {
        return base == null || !part.apply(base).equals(part.apply(wanted));
    }

    /** Tells people of a change; in a new domain nothing is a change. */
    void note(String line) {
        if (base != null) {
            lines.add(line);
        }
    }

    void note(String what, Object from, Object to) {
        note(what + ": " + from + " -> " + to);
    }

    List<String> lines() {
        return lines;
    }

    UnsupportedCapabilityException unsupported(String what, String why) {
        return new UnsupportedCapabilityException(
                Failure.to(base == null ? "describe" : "update", "domain '" + wanted.name() + "'")
                        .because(what + ": " + why));
    }

    UnsupportedCapabilityException nativeOnly(String what, String kind) {
        return unsupported(what, "'" + kind + "' can only be expressed in the native configuration");
    }
}
