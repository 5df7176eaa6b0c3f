package org.anfitrion.testkit.contract.report;

import java.util.Objects;
import org.anfitrion.api.host.HostInfo;

/**
 * What exactly was tested.
 *
 * @param product what runs the guests, such as {@code QEMU}
 * @param version its version
 * @param via what the driver speaks through, with its version; empty if nothing
 * @param uri the connection
 */
public record Fingerprint(String product, String version, String via, String uri) {

    /**
     * Checks that nothing is missing.
     *
     * @param product what runs the guests, such as {@code QEMU}
     * @param version its version
     * @param via what the driver speaks through, with its version; empty if nothing
     * @param uri the connection
     */
    public Fingerprint {
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(via, "via");
        Objects.requireNonNull(uri, "uri");
    }

    /**
     * Takes the fingerprint of a host.
     *
     * @param host facts about the host
     * @param uri the connection to it
     * @return the fingerprint
     */
    public static Fingerprint of(HostInfo host, String uri) {
        return new Fingerprint(host.product(), host.productVersion(), host.via(), uri);
    }

    /**
     * Returns the fingerprint of a backend that was never reached.
     *
     * @param uri the connection that was tried
     * @return a fingerprint without product and version
     */
    public static Fingerprint unreached(String uri) {
        return new Fingerprint("", "", "", uri);
    }

    /** Returns product, version and way, for people; without what of the URI differs from run to run: port and parameters. */
    @Override
    public String toString() {
        String what = (product + " " + version).strip();
        return (via.isEmpty() ? what : what + " through " + via) + " ("
                + uri.replaceFirst("\\?.*", "").replaceFirst(":\\d+(?=/)", "") + ")";
    }
}
