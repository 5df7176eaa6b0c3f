package org.anfitrion.api;

import com.google.common.collect.ImmutableMap;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.SpiLevel;

/** The drivers that a class loader sees, and the choice among them. */
final class Drivers {

    private static final Map<String, String> ARTIFACTS = ImmutableMap.<String, String>builder()
            .put("qemu", "org.anfitrion:anfitrion-driver-kvm")
            .put("kvm", "org.anfitrion:anfitrion-driver-kvm")
            .put("xen", "org.anfitrion:anfitrion-driver-xen")
            .put("lxc", "org.anfitrion:anfitrion-driver-lxc")
            .put("openvz", "org.anfitrion:anfitrion-driver-openvz")
            .put("vbox", "org.anfitrion:anfitrion-driver-vbox")
            .put("mem", "org.anfitrion:anfitrion-testkit-memory")
            .put("test", "org.anfitrion:anfitrion-libvirt")
            .buildOrThrow();

    private final List<HypervisorDriver> found = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();

    private Drivers() {}

    static Drivers seenBy(ClassLoader loader) {
        Drivers drivers = new Drivers();
        Iterator<ServiceLoader.Provider<HypervisorDriver>> providers =
                ServiceLoader.load(HypervisorDriver.class, loader).stream().iterator();
        while (drivers.addNext(providers)) {
            // each step adds one, good or bad
        }
        return drivers;
    }

    private boolean addNext(Iterator<ServiceLoader.Provider<HypervisorDriver>> providers) {
        try {
            if (!providers.hasNext()) {
                return false;
            }
            found.add(providers.next().get());
        } catch (ServiceConfigurationError | LinkageError e) {
            // One broken jar must not hide the other drivers; it is named when no driver fits.
            unusable.add(String.valueOf(e.getMessage()));
        }
        return true;
    }

    static InstalledDriver installed(HypervisorDriver driver) {
        CodeSource source = driver.getClass().getProtectionDomain().getCodeSource();
        String location = source == null || source.getLocation() == null
                ? "the run-time image"
                : source.getLocation().toString();
        return new InstalledDriver(driver.info(), location);
    }

    List<InstalledDriver> installed() {
        return found.stream().map(Drivers::installed).toList();
    }

    HypervisorDriver choose(HypervisorUri uri) {
        List<HypervisorDriver> takers = takers(uri, false);
        if (takers.isEmpty()) {
            takers = takers(uri, true);
        }
        if (takers.isEmpty()) {
            throw unavailable(uri, noTaker(uri));
        }
        if (takers.size() > 1) {
            throw unavailable(
                    uri,
                    "more than one driver takes '" + uri.scheme() + "': " + named(takers)
                            + "; remove one, or pass one in ConnectOptions.driver");
        }
        return checked(takers.get(0), uri);
    }

    private List<HypervisorDriver> takers(HypervisorUri uri, boolean lastResort) {
        return found.stream()
                .filter(driver -> driver.info().lastResort() == lastResort
                        && driver.info().schemes().contains(uri.scheme()))
                .toList();
    }

    /** Checks a driver before it is used. */
    static HypervisorDriver checked(HypervisorDriver driver, HypervisorUri uri) {
        DriverInfo info = driver.info();
        if (info.spiLevel() != SpiLevel.CURRENT) {
            throw unavailable(
                    uri,
                    "driver " + installed(driver) + " was written for SPI level " + info.spiLevel() + ", this is level "
                            + SpiLevel.CURRENT + ": use the same version of all org.anfitrion artifacts");
        }
        if (!info.schemes().contains(uri.scheme())) {
            throw unavailable(uri, "driver " + installed(driver) + " does not take '" + uri.scheme() + "'");
        }
        return driver;
    }

    private String noTaker(HypervisorUri uri) {
        StringBuilder text = new StringBuilder("no driver takes the scheme '")
                .append(uri.scheme())
                .append("'. Drivers found: ")
                .append(found.isEmpty() ? "none" : named(found));
        if (!unusable.isEmpty()) {
            text.append(". Could not be loaded: ").append(String.join("; ", unusable));
        }
        String artifact = ARTIFACTS.get(uri.scheme());
        return text.append(
                        artifact == null
                                ? ". The schemes of this library's own drivers are "
                                        + ARTIFACTS.keySet().stream().sorted().collect(Collectors.joining(", "))
                                : ". Add " + artifact + " to the class path or module path")
                .toString();
    }

    private static String named(List<HypervisorDriver> drivers) {
        return drivers.stream().map(driver -> installed(driver).toString()).collect(Collectors.joining("; "));
    }

    private static DriverUnavailableException unavailable(HypervisorUri uri, String why) {
        return new DriverUnavailableException(
                Failure.to("connect to", uri.toString()).because(why));
    }
}
