package org.anfitrion.api.guest;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a guest says about itself.
 *
 * @param hostName its name
 * @param systemId its operating system as a word, such as {@code debian}
 * @param systemName its operating system with version, for people
 * @param kernel its kernel's release
 * @param timeZone its time zone
 * @param users who is logged in
 * @param filesystems what it has mounted
 */
public record GuestInfo(
        Optional<String> hostName,
        Optional<String> systemId,
        Optional<String> systemName,
        Optional<String> kernel,
        Optional<String> timeZone,
        List<GuestUser> users,
        List<GuestFilesystem> filesystems) {

    /**
     * Checks that nothing is missing.
     *
     * @param hostName its name
     * @param systemId its operating system as a word, such as {@code debian}
     * @param systemName its operating system with version, for people
     * @param kernel its kernel's release
     * @param timeZone its time zone
     * @param users who is logged in
     * @param filesystems what it has mounted
     */
    public GuestInfo {
        Objects.requireNonNull(hostName, "hostName");
        Objects.requireNonNull(systemId, "systemId");
        Objects.requireNonNull(systemName, "systemName");
        Objects.requireNonNull(kernel, "kernel");
        Objects.requireNonNull(timeZone, "timeZone");
        users = List.copyOf(users);
        filesystems = List.copyOf(filesystems);
    }
}
