package org.anfitrion.driver.xen;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;

/**
 * A folder on the host that is nobody else's, with images in it. Each look into the host costs seconds in emulation, so images
 * are made many at once.
 */
final class XenPlace implements AutoCloseable {

    private static final int IMAGES = 40;

    private final XenHost host;
    private final String folder = "/var/lib/libvirt/images/" + UUID.randomUUID();
    private final Queue<String> images = new ArrayDeque<>();
    private int made;

    private XenPlace(XenHost host) {
        this.host = host;
    }

    static XenPlace of(XenHost host) {
        XenPlace place = new XenPlace(host);
        place.refill();
        return place;
    }

    private void refill() {
        StringBuilder command = new StringBuilder("mkdir -p ").append(folder).append(" && truncate -s 4M");
        for (int i = 0; i < IMAGES; i++) {
            String image = folder + "/disk" + made++ + ".img";
            command.append(' ').append(image);
            images.add(image);
        }
        host.enter(command.toString());
    }

    String folder() {
        return folder;
    }

    /** A raw image that nobody uses yet. */
    synchronized String disk() {
        if (images.isEmpty()) {
            refill();
        }
        return images.remove();
    }

    @Override
    public void close() {
        host.enter("rm", "-rf", folder);
    }
}
