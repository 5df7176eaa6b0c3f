/** The driver for OpenVZ and Virtuozzo containers. */
module org.anfitrion.driver.openvz {
    requires transitive org.anfitrion.api;
    requires com.google.common;
    requires static org.jspecify;

    provides org.anfitrion.spi.HypervisorDriver with
            org.anfitrion.driver.openvz.OpenVzDriver;

    exports org.anfitrion.driver.openvz;
    exports org.anfitrion.driver.openvz.config;
}
