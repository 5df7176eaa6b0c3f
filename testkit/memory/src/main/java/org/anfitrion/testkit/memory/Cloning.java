package org.anfitrion.testkit.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.storage.Backing;

/** Makes native text and images of a new domain from those of another. Used under the host's lock only. */
final class Cloning {

    private final Images images;
    private final Pools pools;
    private final Call call;
    private final List<String> made = new ArrayList<>();
    private long bytes;

    Cloning(HostModel model, Call call) {
        this.images = model.images();
        this.pools = model.pools();
        this.call = call;
    }

    long bytes() {
        return bytes;
    }

    /** Deletes what was made so far if the rest does not work. */
    <T> T wholly(Supplier<T> work) {
        try {
            return work.get();
        } catch (HypervisorException e) {
            made.forEach(images::delete);
            throw e;
        }
    }

    /** Returns the text of a domain of another name, with drives of its own; what must be unique it leaves open. */
    NativeText renamed(
            NativeText text, DomainSpec spec, String name, BiFunction<DiskSpec, String, Optional<DiskSource>> drive) {
        NativeText.Section domain = text.domain().with("name", name).without("uuid");
        List<NativeText.Section> nics =
                text.devices("nic").stream().map(nic -> nic.without("mac")).toList();
        List<NativeText.Section> disks = new ArrayList<>(text.devices("disk"));
        for (int i = 0; i < disks.size(); i++) {
            int place = i;
            drive.apply(spec.disks().get(i), name)
                    .ifPresent(source -> disks.set(place, disks.get(place).with("source", DeviceFields.text(source))));
        }
        return text.withDomain(domain).withDevices("nic", nics).withDevices("disk", disks);
    }

    /** Makes an image for the drive of a clone; what is only read, both can read. */
    Optional<DiskSource> drive(DiskSpec disk, String name, CloneKind kind) {
        Optional<String> path = pools.path(disk.source());
        if (path.isEmpty() || disk.readOnly() || disk.device() != DiskDevice.DISK) {
            return Optional.empty();
        }
        String copy = copyOf(path.get(), name, disk);
        images.find(path.get()).ifPresent(original -> {
            if (kind == CloneKind.LINKED) {
                images.create(
                        copy,
                        disk.format(),
                        original.capacity(),
                        Optional.of(new Backing(path.get(), original.format())),
                        call);
                made.add(copy);
            } else {
                put(copy, disk, images.content(original, call));
            }
        });
        return Optional.of(
                disk.source() instanceof DiskSource.Volume volume
                        ? new DiskSource.Volume(volume.pool(), copy.substring(copy.lastIndexOf('/') + 1))
                        : new DiskSource.File(copy));
    }

    void put(String path, DiskSpec disk, ImageContent content) {
        images.create(path, disk.format(), content, call);
        made.add(path);
        bytes += content.capacity();
    }

    private static String copyOf(String path, String name, DiskSpec disk) {
        int slash = path.lastIndexOf('/');
        int dot = path.lastIndexOf('.');
        String extension = dot > slash ? path.substring(dot) : "";
        return path.substring(0, slash + 1) + name + "-" + disk.target().orElse("disk") + extension;
    }
}
