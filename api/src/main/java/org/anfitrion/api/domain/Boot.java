package org.anfitrion.api.domain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * How a domain starts.
 *
 * <pre>{@code
 * Boot.kernel(Path.of("/boot/vmlinuz")).initrd(Path.of("/boot/initrd.img")).commandLine("console=ttyS0 quiet")
 * Boot.bios()
 * }</pre>
 */
public sealed interface Boot {

    /**
     * Starts a Linux kernel directly, without firmware or boot loader.
     *
     * @param path the kernel image, an absolute path on the host that runs the guest
     * @return the description; add {@link Kernel#initrd} and {@link Kernel#commandLine}
     * @throws InvalidSpecException if the path is not absolute
     */
    static Kernel kernel(java.nio.file.Path path) {
        return kernel(path.toString());
    }

    /**
     * Starts a Linux kernel directly, without firmware or boot loader.
     *
     * @param path the kernel image, an absolute path on the host that runs the guest
     * @return the description; add {@link Kernel#initrd} and {@link Kernel#commandLine}
     * @throws InvalidSpecException if the path is not absolute
     */
    static Kernel kernel(String path) {
        return new Kernel(path, Optional.empty(), "");
    }

    /**
     * Describes a container's first process.
     *
     * @param program its absolute path in the container, such as {@code /sbin/init}
     * @param arguments what it is told
     * @return the description
     * @throws InvalidSpecException if the path is not absolute
     */
    static Init init(String program, String... arguments) {
        return new Init(program, List.of(arguments));
    }

    /**
     * Describes a paravirtual guest's loader.
     *
     * @param program the loader's absolute path on the host, or its name there, such as {@code pygrub}
     * @return the description
     * @throws InvalidSpecException if it has more than one line
     */
    static Loader loader(String program) {
        return new Loader(program, "");
    }

    /**
     * Starts from the first bootable disk by a PC BIOS.
     *
     * @return the description
     */
    static Firmware bios() {
        return new Firmware(FirmwareType.BIOS, List.of(BootDevice.DISK));
    }

    /**
     * Starts from the first bootable disk by UEFI firmware.
     *
     * @return the description
     */
    static Firmware uefi() {
        return new Firmware(FirmwareType.UEFI, List.of(BootDevice.DISK));
    }

    /**
     * A kernel that the host loads into the guest.
     *
     * @param image the kernel image, an absolute path on the host that runs the guest
     * @param initrdImage the initial RAM disk, an absolute path there
     * @param arguments the kernel's command line, on one line
     */
    record Kernel(String image, Optional<String> initrdImage, String arguments) implements Boot {

        /**
         * Creates the description.
         *
         * @param image the kernel image, an absolute path on the host that runs the guest
         * @param initrdImage the initial RAM disk, an absolute path there
         * @param arguments the kernel's command line, on one line
         * @throws InvalidSpecException if a path is not absolute or the command line has more than one line
         */
        public Kernel {
            Text.absolutePath("kernel", image);
            initrdImage.ifPresent(path -> Text.absolutePath("initrd", path));
            Text.oneLine("kernel command line", arguments);
        }

        /**
         * Adds the initial RAM disk.
         *
         * @param path an absolute path on the host that runs the guest
         * @return a copy with it
         * @throws InvalidSpecException if the path is not absolute
         */
        public Kernel initrd(java.nio.file.Path path) {
            return initrd(path.toString());
        }

        /**
         * Adds the initial RAM disk.
         *
         * @param path an absolute path on the host that runs the guest
         * @return a copy with it
         * @throws InvalidSpecException if the path is not absolute
         */
        public Kernel initrd(String path) {
            return new Kernel(image, Optional.of(path), arguments);
        }

        /**
         * Sets the kernel's command line.
         *
         * @param text the arguments, on one line
         * @return a copy with them
         * @throws InvalidSpecException if the text has more than one line
         */
        public Kernel commandLine(String text) {
            return new Kernel(image, initrdImage, text);
        }
    }

    /**
     * Firmware that looks for something to start.
     *
     * @param type the kind of firmware
     * @param order the kinds of devices to try, in this order; empty leaves the order to the backend
     */
    record Firmware(FirmwareType type, List<BootDevice> order) implements Boot {

        /**
         * Creates the description.
         *
         * @param type the kind of firmware
         * @param order the kinds of devices to try, in this order; empty leaves the order to the backend
         * @throws InvalidSpecException if a kind of device is named twice
         */
        public Firmware {
            Objects.requireNonNull(type, "type");
            order = List.copyOf(order);
            if (order.stream().distinct().count() != order.size()) {
                throw InvalidSpecException.of("boot order", order, "a device is named twice");
            }
        }

        /**
         * Sets which kinds of devices are tried.
         *
         * @param devices the kinds, in the order of the tries
         * @return a copy with that order
         * @throws InvalidSpecException if a kind of device is named twice
         */
        public Firmware from(BootDevice... devices) {
            return new Firmware(type, List.of(devices));
        }
    }

    /**
     * A paravirtual guest's loader: a program of the host looks into the guest's disk for its kernel (pygrub, pvgrub).
     *
     * @param program the loader's absolute path on the host, or its name there
     * @param arguments what it is told, one line
     */
    record Loader(String program, String arguments) implements Boot {

        /**
         * Creates the description.
         *
         * @param program the loader's absolute path on the host, or its name there
         * @param arguments what it is told, one line
         * @throws InvalidSpecException if a text has more than one line
         */
        public Loader {
            Text.oneLine("loader", program);
            Text.oneLine("loader arguments", arguments);
        }
    }

    /**
     * A container's first process.
     *
     * @param program its absolute path in the container
     * @param arguments what it is told
     */
    record Init(String program, List<String> arguments) implements Boot {

        /**
         * Creates the description.
         *
         * @param program its absolute path in the container
         * @param arguments what it is told
         * @throws InvalidSpecException if the path is not absolute, or an argument has more than one line
         */
        public Init {
            Text.absolutePath("init", program);
            arguments = List.copyOf(arguments);
            arguments.forEach(argument -> Text.oneLine("init argument", argument));
        }
    }

    /**
     * A way to start that only the native configuration can express. Appears in descriptions that were read; a new domain
     * cannot be described by it.
     *
     * @param kind what the native configuration calls it
     */
    record Native(String kind) implements Boot {

        /**
         * Checks that nothing is missing.
         *
         * @param kind what the native configuration calls it
         */
        public Native {
            Objects.requireNonNull(kind, "kind");
        }
    }

    /** The kind of firmware. */
    enum FirmwareType {
        /** The PC's own. */
        BIOS,
        /** Unified Extensible Firmware Interface. */
        UEFI
    }

    /** The kinds of devices that firmware can start from. */
    enum BootDevice {
        /** The first hard disk. */
        DISK,
        /** The first CD-ROM. */
        CDROM,
        /** The first network interface. */
        NETWORK,
        /** The first floppy disk. */
        FLOPPY
    }
}
