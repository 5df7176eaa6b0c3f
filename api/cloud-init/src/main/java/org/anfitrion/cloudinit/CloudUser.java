package org.anfitrion.cloudinit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;

/**
 * A user that the guest gets at its first start ({@code users}). Immutable; the password's hash is not shown.
 *
 * @param name the user's name
 * @param sshKeys public keys that may log in, as in {@code authorized_keys}
 * @param groups groups beside the user's own
 * @param sudo a rule of sudoers, such as {@code ALL=(ALL) NOPASSWD:ALL}
 * @param shell the login shell; empty leaves it to the guest
 * @param passwordHash a hash as in {@code /etc/shadow}; empty locks the password
 */
public record CloudUser(
        String name,
        List<String> sshKeys,
        List<String> groups,
        Optional<String> sudo,
        Optional<String> shell,
        Optional<String> passwordHash) {

    /**
     * Checks the description.
     *
     * @param name the user's name
     * @param sshKeys public keys that may log in, as in {@code authorized_keys}
     * @param groups groups beside the user's own
     * @param sudo a rule of sudoers, such as {@code ALL=(ALL) NOPASSWD:ALL}
     * @param shell the login shell; empty leaves it to the guest
     * @param passwordHash a hash as in {@code /etc/shadow}; empty locks the password
     * @throws InvalidSpecException if there is no name, a key has several lines, or the hash is none
     */
    public CloudUser {
        sshKeys = List.copyOf(sshKeys);
        groups = List.copyOf(groups);
        Objects.requireNonNull(sudo, "sudo");
        Objects.requireNonNull(shell, "shell");
        Objects.requireNonNull(passwordHash, "passwordHash");
        if (!name.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
            throw InvalidSpecException.of("user", name, "it is no name of a user");
        }
        for (String key : sshKeys) {
            if (key.isBlank() || key.lines().count() != 1) {
                throw InvalidSpecException.of("SSH key", key, "one line is needed");
            }
        }
        if (passwordHash.filter(hash -> !hash.startsWith("$")).isPresent()) {
            throw InvalidSpecException.of(
                    "password hash of",
                    name,
                    "it is none; `mkpasswd -m sha-512` makes one, and a plain password"
                            + " would be readable in the guest");
        }
    }

    /**
     * Describes a user.
     *
     * @param name the user's name
     * @return the user, who cannot log in yet
     * @throws InvalidSpecException if it is no name of a user
     */
    public static CloudUser named(String name) {
        return new CloudUser(name, List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Adds a public key that may log in.
     *
     * @param key a line of {@code authorized_keys}
     * @return a copy
     */
    public CloudUser sshKey(String key) {
        return new CloudUser(name, and(sshKeys, key), groups, sudo, shell, passwordHash);
    }

    /**
     * Adds a group.
     *
     * @param group its name
     * @return a copy
     */
    public CloudUser group(String group) {
        return new CloudUser(name, sshKeys, and(groups, group), sudo, shell, passwordHash);
    }

    /**
     * Sets what the user may do as others.
     *
     * @param rule a rule of sudoers
     * @return a copy
     */
    public CloudUser sudo(String rule) {
        return new CloudUser(name, sshKeys, groups, Optional.of(rule), shell, passwordHash);
    }

    /**
     * Sets the login shell.
     *
     * @param path its path
     * @return a copy
     */
    public CloudUser shell(String path) {
        return new CloudUser(name, sshKeys, groups, sudo, Optional.of(path), passwordHash);
    }

    /**
     * Sets the password by its hash.
     *
     * @param hash as in {@code /etc/shadow}
     * @return a copy
     */
    public CloudUser passwordHash(String hash) {
        return new CloudUser(name, sshKeys, groups, sudo, shell, Optional.of(hash));
    }

    private static List<String> and(List<String> some, String one) {
        List<String> all = new ArrayList<>(some);
        all.add(one);
        return all;
    }

    @Override
    public String toString() {
        return "user " + name;
    }
}
