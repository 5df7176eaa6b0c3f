package org.anfitrion.libvirt.xml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.element.Element;
import org.anfitrion.libvirt.xml.element.ForeignElement;
import org.jspecify.annotations.Nullable;

/**
 * What this library keeps in a configuration, because libvirt has no place for it: an element of a namespace of our own among
 * the metadata. libvirt takes one of each namespace, and shows it in both views.
 */
final class OwnMetadata {

    static final String NAMESPACE = "https://anfitrion.org/domain/1";

    private static final String PREFIX = "anfitrion";
    private static final String OWNER = "owner";
    private static final String VOLUME = "volume";

    private OwnMetadata() {}

    /** Returns who made the domain: the owner's line. */
    static Optional<String> owner(DomainElement domain) {
        return own(domain).flatMap(own -> own.find(NAMESPACE, OWNER)).map(Element::text);
    }

    static void setOwner(DomainElement domain, @Nullable String line) {
        if (line != null) {
            Element own = ownOrNew(domain);
            Element owner = own.find(NAMESPACE, OWNER).orElseGet(() -> added(own, OWNER));
            owner.setText(line);
        } else {
            own(domain).ifPresent(own -> own.find(NAMESPACE, OWNER).ifPresent(own::remove));
        }
    }

    /** Returns the paths of the files that are volumes of pools which libvirt does not know. */
    static Map<DiskSource.Volume, String> volumes(DomainElement domain) {
        Map<DiskSource.Volume, String> files = new LinkedHashMap<>();
        own(domain).ifPresent(own -> own.elements().stream()
                .filter(element -> element.elementName().equals(VOLUME))
                .forEach(element -> {
                    Optional<String> pool = element.attribute("pool");
                    Optional<String> name = element.attribute("name");
                    Optional<String> path = element.attribute("path");
                    Tolerant.value(name.filter(it -> pool.isPresent()), it -> new DiskSource.Volume(pool.get(), it))
                            .ifPresent(volume -> path.ifPresent(file -> files.put(volume, file)));
                }));
        return files;
    }

    static void setVolumes(DomainElement domain, Map<DiskSource.Volume, String> files) {
        Element own = ownOrNew(domain);
        own.elements().stream()
                .filter(element -> element.elementName().equals(VOLUME))
                .forEach(own::remove);
        files.forEach((volume, path) -> {
            Element element = added(own, VOLUME);
            element.setAttribute("pool", volume.pool());
            element.setAttribute("name", volume.volume());
            element.setAttribute("path", path);
        });
    }

    private static Optional<Element> own(DomainElement domain) {
        return domain.metadata().flatMap(metadata -> metadata.find(NAMESPACE, "domain"));
    }

    private static Element ownOrNew(DomainElement domain) {
        return own(domain).orElseGet(() -> added(domain.metadataOrNew(), "domain"));
    }

    private static Element added(Element parent, String name) {
        Element element = new ForeignElement(NAMESPACE, PREFIX, name);
        parent.add(element);
        return element;
    }
}
