/** The API of Anfitrion, the SPI of its drivers, and parts that help to write one. */
module org.anfitrion.api {
    requires com.google.common;
    requires static transitive org.jspecify;

    exports org.anfitrion.api;
    exports org.anfitrion.api.connection;
    exports org.anfitrion.api.domain;
    exports org.anfitrion.api.error;
    exports org.anfitrion.api.event;
    exports org.anfitrion.api.host;
    exports org.anfitrion.api.probe;
    exports org.anfitrion.api.unit;
    exports org.anfitrion.spi;
    exports org.anfitrion.spi.support;

    uses org.anfitrion.spi.HypervisorDriver;
}
