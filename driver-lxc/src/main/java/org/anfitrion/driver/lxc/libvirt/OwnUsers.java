package org.anfitrion.driver.lxc.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.libvirt.xml.HostFacts;
import org.anfitrion.libvirt.xml.domain.DomainIdMap;

/**
 * Whose users a container's are. The owner of its root file system tells: who prepared files for the users from 231072 on
 * means these. Root's files would make the container's root the host's, which nobody is to get unasked.
 */
final class OwnUsers {

    /** The first of a container whose files cannot be looked at: what Debian's and others' useradd gives the first user. */
    private static final int USUAL_FIRST = 100_000;

    /** As many as a file system of 16-bit numbers knows, and subuid(5) gives. */
    private static final long COUNT = 65_536;

    private OwnUsers() {}

    /** Chooses the users and groups of the host that a container gets. */
    static DomainIdMap of(FilesystemSpec root, HostFacts host) {
        Owner owner = root.source() instanceof FilesystemSource.Directory directory && host.local()
                ? owner(Path.of(directory.path())).orElse(Owner.USUAL)
                : Owner.USUAL;
        if (owner.user() == 0 || owner.group() == 0) {
            throw InvalidSpecException.of(
                    "root file system",
                    LxcDialect.directory(root).orElse(root.target()),
                    "it belongs to the host's root, whom the container would share with the host: give it away to"
                            + " users of its own (chown -R " + USUAL_FIRST + ":" + USUAL_FIRST
                            + ", or a user namespace's"
                            + " cp), or describe it in libvirt's XML if that is meant");
        }
        DomainIdMap map = new DomainIdMap();
        map.addUid().setStart(0L).setTarget((long) owner.user()).setCount(COUNT);
        map.addGid().setStart(0L).setTarget((long) owner.group()).setCount(COUNT);
        return map;
    }

    /** Numbers of a user and a group on the host. */
    private record Owner(int user, int group) {
        static final Owner USUAL = new Owner(USUAL_FIRST, USUAL_FIRST);
    }

    private static Optional<Owner> owner(Path root) {
        try {
            int user = (Integer) Files.getAttribute(root, "unix:uid");
            int group = (Integer) Files.getAttribute(root, "unix:gid");
            return Optional.of(new Owner(user, group));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty(); // it is not there yet, or not to be seen from here: the start will tell
        }
    }
}
