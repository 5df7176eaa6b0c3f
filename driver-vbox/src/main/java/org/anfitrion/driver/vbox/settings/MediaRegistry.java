package org.anfitrion.driver.vbox.settings;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The media that a settings file lists, with the differences that snapshots and linked clones made of them. Immutable. */
public final class MediaRegistry {

    private final Map<UUID, Medium> media;

    private MediaRegistry(Map<UUID, Medium> media) {
        this.media = Collections.unmodifiableMap(media);
    }

    /**
     * Reads a registry.
     *
     * @param owner the element that has a {@code MediaRegistry}
     * @param folder what relative locations are relative to: the file's
     * @return the media; none if the element has no registry
     */
    static MediaRegistry of(SettingsElement owner, Path folder) {
        Map<UUID, Medium> media = new LinkedHashMap<>();
        owner.at("MediaRegistry").ifPresent(registry -> {
            Stream.of("HardDisks", "DVDImages", "FloppyImages")
                    .flatMap(kind -> registry.at(kind).stream())
                    .flatMap(kind -> kind.children().stream())
                    .forEach(medium -> add(medium, folder, Optional.empty(), media));
        });
        return new MediaRegistry(media);
    }

    private static void add(SettingsElement element, Path folder, Optional<UUID> parent, Map<UUID, Medium> media) {
        Optional<UUID> uuid = element.attribute("uuid").flatMap(Uuids::parse);
        if (uuid.isEmpty()) {
            return;
        }
        Medium medium = new Medium(
                uuid.get(),
                folder.resolve(element.attribute("location").orElse("")),
                element.attribute("format").orElse("RAW"),
                element.attribute("type").orElse("Normal"),
                parent);
        media.put(medium.uuid(), medium);
        element.children("HardDisk").forEach(child -> add(child, folder, uuid, media));
    }

    /**
     * Finds a medium.
     *
     * @param uuid its identity
     * @return the medium; empty if this registry does not list it
     */
    public Optional<Medium> find(UUID uuid) {
        return Optional.ofNullable(media.get(uuid));
    }

    /**
     * Returns all media.
     *
     * @return by their identity, those above others after them
     */
    public Map<UUID, Medium> media() {
        return media;
    }
}
