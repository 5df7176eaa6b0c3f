/** The driver for Linux containers. */
module org.anfitrion.driver.lxc {
    requires transitive org.anfitrion.api;
    requires com.google.common;
    requires com.sun.jna;
    requires org.anfitrion.libvirt;
    requires static org.jspecify;

    provides org.anfitrion.spi.HypervisorDriver with
            org.anfitrion.driver.lxc.LxcDriver;

    exports org.anfitrion.driver.lxc;

    // JNA reads and writes the fields of structures.
    opens org.anfitrion.driver.lxc.liblxc.wire to
            com.sun.jna;
}
