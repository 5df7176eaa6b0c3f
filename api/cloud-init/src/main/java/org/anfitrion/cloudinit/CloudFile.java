package org.anfitrion.cloudinit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.jspecify.annotations.Nullable;

/** A file that the guest gets at its first start ({@code write_files}). Immutable; its content is not shown. */
public final class CloudFile {

    private final String path;
    private final byte[] content;
    private final Optional<String> permissions;
    private final Optional<String> owner;

    private CloudFile(String path, byte[] content, Optional<String> permissions, Optional<String> owner) {
        this.path = path;
        this.content = content;
        this.permissions = permissions;
        this.owner = owner;
    }

    /**
     * Describes a file.
     *
     * @param path an absolute path in the guest
     * @param content its bytes
     * @return the file
     * @throws InvalidSpecException if the path is not absolute
     */
    public static CloudFile of(String path, byte[] content) {
        if (!path.startsWith("/") || path.indexOf(0) >= 0) {
            throw InvalidSpecException.of("path", path, "an absolute path is needed");
        }
        return new CloudFile(path, content.clone(), Optional.empty(), Optional.empty());
    }

    /**
     * Describes a file of text.
     *
     * @param path an absolute path in the guest
     * @param content its text
     * @return the file
     * @throws InvalidSpecException if the path is not absolute
     */
    public static CloudFile of(String path, String content) {
        return of(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sets who may do what with it.
     *
     * @param octal such as {@code 0640}
     * @return a copy
     * @throws InvalidSpecException if it is not such a number
     */
    public CloudFile permissions(String octal) {
        if (!octal.matches("[0-7]{3,4}")) {
            throw InvalidSpecException.of("permissions", octal, "an octal number such as 0640 is needed");
        }
        return new CloudFile(path, content, Optional.of(octal), owner);
    }

    /**
     * Sets whose it is.
     *
     * @param user a user's name, or a user's and a group's with a colon between them
     * @return a copy
     */
    public CloudFile owner(String user) {
        return new CloudFile(path, content, permissions, Optional.of(user));
    }

    /**
     * Returns where it goes.
     *
     * @return the path in the guest
     */
    public String path() {
        return path;
    }

    /**
     * Returns what it holds.
     *
     * @return a copy of the bytes
     */
    public byte[] content() {
        return content.clone();
    }

    /**
     * Returns who may do what with it.
     *
     * @return an octal number; empty leaves it to the guest
     */
    public Optional<String> permissions() {
        return permissions;
    }

    /**
     * Returns whose it is.
     *
     * @return user, or user and group; empty leaves it to the guest
     */
    public Optional<String> owner() {
        return owner;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CloudFile that
                && path.equals(that.path)
                && Arrays.equals(content, that.content)
                && permissions.equals(that.permissions)
                && owner.equals(that.owner);
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, Arrays.hashCode(content), permissions, owner);
    }

    @Override
    public String toString() {
        return path + " (" + content.length + " bytes)";
    }
}
