package org.anfitrion.driver.xen;

import org.anfitrion.api.domain.DomainSpec;

/** What libvirt's XML means to the driver, for tests in other packages. */
public final class XenDescriptions {

    private XenDescriptions() {}

    /**
     * Reads a description.
     *
     * @param xml libvirt's
     * @return what it describes
     */
    public static DomainSpec read(String xml) {
        return new XenDialect().read(xml);
    }
}
