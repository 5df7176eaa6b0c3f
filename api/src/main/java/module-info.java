/** The API of Anfitrion, the SPI of its drivers, and parts that help to write one. */
module org.anfitrion.api {
    requires com.google.common;
    requires transitive java.xml;
    requires static transitive org.jspecify;

    exports org.anfitrion.api;
    exports org.anfitrion.api.backup;
    exports org.anfitrion.api.block;
    exports org.anfitrion.api.connection;
    exports org.anfitrion.api.device;
    exports org.anfitrion.api.display;
    exports org.anfitrion.api.domain;
    exports org.anfitrion.api.error;
    exports org.anfitrion.api.event;
    exports org.anfitrion.api.guest;
    exports org.anfitrion.api.host;
    exports org.anfitrion.api.probe;
    exports org.anfitrion.api.migration;
    exports org.anfitrion.api.network;
    exports org.anfitrion.api.secret;
    exports org.anfitrion.api.snapshot;
    exports org.anfitrion.api.statistics;
    exports org.anfitrion.api.storage;
    exports org.anfitrion.api.unit;
    exports org.anfitrion.spi;
    exports org.anfitrion.spi.support;

    uses org.anfitrion.spi.HypervisorDriver;
}
