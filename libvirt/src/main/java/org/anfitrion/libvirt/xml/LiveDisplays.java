package org.anfitrion.libvirt.xml;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.display.DisplayAddress;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.secret.Password;
import org.anfitrion.libvirt.xml.domain.DomainDevices;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.DomainGraphics;

/** The displays of running domains: where they are, and what becomes of them with another password. */
final class LiveDisplays {

    private LiveDisplays() {}

    /** Those that a description can speak of, in its order. */
    static List<DisplayAddress> addresses(DomainElement domain) {
        Set<DisplayProtocol> seen = new HashSet<>();
        return graphics(domain).stream()
                .flatMap(element -> DisplayConcern.read(element)
                        .filter(display -> seen.add(display.protocol()))
                        .map(display -> address(display.protocol(), display.listen(), element))
                        .stream())
                .toList();
    }

    private static DisplayAddress address(DisplayProtocol protocol, String listen, DomainGraphics element) {
        return new DisplayAddress(
                protocol,
                Optional.of(listen).filter(address -> !address.isEmpty()),
                DisplayConcern.port(element.port()),
                DisplayConcern.port(element.tlsPort()),
                element.socket());
    }

    /** All else is left as it is: libvirt compares the device with what runs, and refuses other differences. */
    static Optional<String> withPassword(
            DomainElement domain, DisplayProtocol protocol, Password password, Optional<Instant> until) {
        return graphics(domain).stream()
                .filter(element -> DisplayConcern.protocol(element).equals(Optional.of(protocol)))
                .findFirst()
                .map(element -> {
                    if (element.passwd().orElse("").isEmpty()) {
                        throw new InvalidStateException(Failure.to("set the password of", "display " + protocol)
                                .because("it was started without one; QEMU cannot begin to ask for one later"));
                    }
                    element.setPasswd(password.reveal())
                            .setPasswdValidTo(until.map(LiveDisplays::written).orElse(null));
                    return OwnXml.print(element);
                });
    }

    private static List<DomainGraphics> graphics(DomainElement domain) {
        return domain.devices().map(DomainDevices::graphics).orElse(List.of());
    }

    /** In UTC and without saying so, as libvirt reads it. */
    private static String written(Instant end) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                end.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS));
    }
}
