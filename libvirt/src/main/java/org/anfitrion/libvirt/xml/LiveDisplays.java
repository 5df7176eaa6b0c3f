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
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.GraphicsElement;
import org.anfitrion.spi.support.SecureXml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The displays of running domains: where they are, and what becomes of them with another password. */
final class LiveDisplays {

    private static final String PASSWORD = "passwd";
    private static final String VALID_TO = "passwdValidTo";

    private LiveDisplays() {}

    /** Those that a description can speak of, in its order. */
    static List<DisplayAddress> addresses(DomainElement domain) {
        if (domain.devices == null) {
            return List.of();
        }
        Set<DisplayProtocol> seen = new HashSet<>();
        return domain.devices.graphics.stream()
                .flatMap(element -> DisplayConcern.read(element)
                        .filter(display -> seen.add(display.protocol()))
                        .map(display -> address(display.protocol(), display.listen(), element))
                        .stream())
                .toList();
    }

    private static DisplayAddress address(DisplayProtocol protocol, String listen, GraphicsElement element) {
        return new DisplayAddress(
                protocol,
                Optional.of(listen).filter(address -> !address.isEmpty()),
                DisplayConcern.port(element.port),
                DisplayConcern.port(element.tlsPort),
                Optional.ofNullable(element.socket));
    }

    /** The tree is taken as it is: libvirt compares the device with what runs, and refuses other differences. */
    static Optional<String> withPassword(
            Document domain, DisplayProtocol protocol, Password password, Optional<Instant> until) {
        return find(domain, protocol).map(element -> {
            if (element.getAttribute(PASSWORD).isEmpty()) {
                throw new InvalidStateException(Failure.to("set the password of", "display " + protocol)
                        .because("it was started without one; QEMU cannot begin to ask for one later"));
            }
            element.setAttribute(PASSWORD, password.reveal());
            element.removeAttribute(VALID_TO);
            until.ifPresent(end -> element.setAttribute(VALID_TO, written(end)));
            return SecureXml.print(element);
        });
    }

    private static Optional<Element> find(Document domain, DisplayProtocol protocol) {
        NodeList all = domain.getElementsByTagName("graphics");
        for (int index = 0; index < all.getLength(); index++) {
            if (all.item(index) instanceof Element element
                    && element.getAttribute("type").equals(protocol.name())) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    /** In UTC and without saying so, as libvirt reads it. */
    private static String written(Instant end) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                end.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS));
    }
}
