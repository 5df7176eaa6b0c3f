package org.anfitrion.driver.vbox;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.driver.vbox.display.Displays;
import org.anfitrion.driver.vbox.display.RemoteDisplay;
import org.anfitrion.driver.vbox.machine.Machines;
import org.anfitrion.driver.vbox.media.KnownMedia;
import org.anfitrion.driver.vbox.media.MediumTool;
import org.anfitrion.driver.vbox.provisioning.Provisioning;
import org.anfitrion.driver.vbox.raw.NativeSettings;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.driver.vbox.snapshot.SavedStates;
import org.anfitrion.driver.vbox.snapshot.Snapshots;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.Target;
import org.anfitrion.spi.support.DirectoryStorage;

/** The facets of media, devices, snapshots, saved memory, clones, displays and raw calls, and what they can do. Thread-safe. */
final class MachineFacets {

    private static final Map<Feature, Support> FIXED = fixed();

    private final Machines machines;
    private final RemoteDisplay remote;
    private final MediumTool images;
    private final KnownMedia media;
    private final DirectoryStorage storage;
    private final List<Facet> facets;

    MachineFacets(Machines machines, RemoteDisplay remote, VboxOptions options) {
        this.machines = machines;
        this.remote = remote;
        media = new KnownMedia(machines.manage(), machines::registry);
        images = new MediumTool(machines.manage(), media);
        storage = new DirectoryStorage(
                options.home().resolve("anfitrion-pools"),
                (operation, target, changes) -> machines.manage().gate().admit(Failure.to(operation, target), changes),
                images);
        facets = List.of(
                storage,
                new LiveDevices(machines),
                new Snapshots(machines),
                new SavedStates(machines),
                new Provisioning(machines, options.modifyvm()),
                new Displays(machines, remote),
                new NativeSettings(machines));
    }

    private static Map<Feature, Support> fixed() {
        Map<Feature, Support> fixed = new EnumMap<>(Feature.class);
        fixed.put(Feature.ATTACH_DISK, Support.unknown(LiveDevices.BOTH));
        fixed.put(Feature.ATTACH_FILESYSTEM, Support.no(LiveDevices.NO_FOLDERS));
        fixed.put(Feature.ATTACH_NIC, Support.no(LiveDevices.NO_CARDS));
        fixed.put(Feature.SNAPSHOT_EXTERNAL, Support.no(Snapshots.NOT_EXTERNAL));
        fixed.put(Feature.SAVE_FILE, Support.no(SavedStates.NO_FILES));
        fixed.put(Feature.TEMPLATES, Support.no(Provisioning.NO_TEMPLATES));
        return fixed;
    }

    /** Where a drive finds a volume; VirtualBox has to know what it lies on before a machine can have it. */
    String path(VolumeId volume) {
        String path = storage.path(volume);
        List<Backing> below = storage.below(volume);
        if (!below.isEmpty()) {
            media.open(Path.of(path), below, Failure.to("use", volume.toString()));
        }
        return path;
    }

    List<Facet> facets() {
        return facets;
    }

    /** The answer where it is one of these facets that knows it. */
    Optional<Support> support(Feature feature, Target on) {
        Support known = FIXED.get(feature);
        if (known != null) {
            return Optional.of(known);
        }
        return switch (feature) {
            case VOLUME_COPY, VOLUME_BACKING, VOLUME_RESIZE, VOLUME_WIPE ->
                Optional.of(DirectoryStorage.support(feature, images));
            case DISPLAY -> Optional.of(remote.support());
            case DISPLAY_PASSWORD -> Optional.of(remote.passwords());
            case LINKED_COPY -> Optional.of(linked(on));
            default -> Optional.empty();
        };
    }

    private Support linked(Target on) {
        Supplier<Support> later = () -> Support.unknown(Provisioning.NEEDS_SNAPSHOT);
        if (on instanceof Target.OfDomain domain) {
            Optional<MachineSettings> settings = machines.settings(domain.id());
            return settings.map(Provisioning::linked).orElseGet(later);
        }
        return later.get();
    }
}
