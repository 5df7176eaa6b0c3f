package org.anfitrion.driver.vbox.settings;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * A medium that VirtualBox knows: an image of a hard disk, DVD or floppy.
 *
 * @param uuid its identity
 * @param location where it is: a path, or an address of another kind such as {@code iqn…}
 * @param format VirtualBox's word for its format: {@code VDI}, {@code VMDK}, {@code VHD}, {@code QCOW}, {@code RAW} …
 * @param type VirtualBox's word for how it is used: {@code Normal}, {@code Immutable}, {@code MultiAttach} …
 * @param parent the image that it is a difference of
 */
public record Medium(UUID uuid, Path location, String format, String type, Optional<UUID> parent) {}
