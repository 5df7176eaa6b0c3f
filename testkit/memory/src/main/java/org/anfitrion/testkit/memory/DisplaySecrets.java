package org.anfitrion.testkit.memory;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.secret.Password;

/** The passwords of displays, and who gets to see them. */
final class DisplaySecrets {

    private DisplaySecrets() {}

    static DomainSpec without(DomainSpec spec) {
        return with(spec, display -> Optional.empty());
    }

    static NativeText without(NativeText text) {
        return text.withDevices(
                "display",
                text.devices("display").stream()
                        .map(display -> display.without(DeviceFields.PASSWORD))
                        .toList());
    }

    /** Puts back what the reader of a base did not see, and therefore cannot have changed. */
    static DomainSpec restored(DomainSpec present, DomainSpec base, DomainSpec wanted) {
        return with(wanted, display -> display.password()
                .or(() -> of(base, display).isPresent() ? Optional.empty() : of(present, display)));
    }

    private static Optional<Password> of(DomainSpec spec, DisplaySpec display) {
        return spec.displays().stream()
                .filter(other -> other.protocol().equals(display.protocol()))
                .flatMap(other -> other.password().stream())
                .findFirst();
    }

    private static DomainSpec with(DomainSpec spec, Function<DisplaySpec, Optional<Password>> password) {
        List<DisplaySpec> displays = spec.displays().stream()
                .map(display ->
                        new DisplaySpec(display.protocol(), display.listen(), display.port(), password.apply(display)))
                .collect(Collectors.toList());
        return spec.toBuilder().displays(displays).build();
    }
}
