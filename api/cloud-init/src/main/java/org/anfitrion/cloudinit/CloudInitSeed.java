package org.anfitrion.cloudinit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.jspecify.annotations.Nullable;

/**
 * What a guest with cloud-init is told at its first start: a disk named {@code cidata} with files, which cloud-init's data
 * source <a href="https://cloudinit.readthedocs.io/en/latest/reference/datasources/nocloud.html">NoCloud</a> finds by
 * itself. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * CloudInitSeed.of("web-1")
 *         .hostName("web")
 *         .user(CloudUser.named("ada").sshKey("ssh-ed25519 AAAA… ada").sudo("ALL=(ALL) NOPASSWD:ALL"))
 *         .installs("nginx")
 *         .file(CloudFile.of("/var/www/html/index.html", "hello\n"))
 *         .runs("systemctl", "restart", "nginx")
 *         .writeTo(seed);
 * DomainSpec spec = DomainSpec.named("web").disk(DiskSpec.file(image)).disk(DiskSpec.cdrom(seed)) … .build();
 * }</pre>
 *
 * <p>cloud-init acts on an instance once: another instance id makes it act again.
 */
public final class CloudInitSeed {

    private final String instanceId;
    private final CloudConfig config;
    private final @Nullable String userData;
    private final @Nullable String networkConfig;
    private final @Nullable String vendorData;

    private CloudInitSeed(
            String instanceId,
            CloudConfig config,
            @Nullable String userData,
            @Nullable String networkConfig,
            @Nullable String vendorData) {
        if (userData != null && !config.equals(CloudConfig.NONE)) {
            throw InvalidSpecException.of(
                    "user-data",
                    "a verbatim text",
                    "it stands beside users, packages, files or commands that it would hide");
        }
        this.instanceId = instanceId;
        this.config = config;
        this.userData = userData;
        this.networkConfig = networkConfig;
        this.vendorData = vendorData;
    }

    /**
     * Begins a seed.
     *
     * @param instanceId what cloud-init knows this guest's life by: with another it begins anew
     * @return the seed, which tells nothing else
     * @throws InvalidSpecException if it is blank
     */
    public static CloudInitSeed of(String instanceId) {
        if (instanceId.isBlank()) {
            throw InvalidSpecException.of("instance id", instanceId, "it is blank");
        }
        return new CloudInitSeed(instanceId, CloudConfig.NONE, null, null, null);
    }

    private CloudInitSeed with(CloudConfig changed) {
        return new CloudInitSeed(instanceId, changed, userData, networkConfig, vendorData);
    }

    /**
     * Sets the guest's name.
     *
     * @param name with or without a domain
     * @return a copy
     */
    public CloudInitSeed hostName(String name) {
        return with(config.hostName(name));
    }

    /**
     * Adds a user. The image's default user is kept.
     *
     * @param user the user
     * @return a copy
     */
    public CloudInitSeed user(CloudUser user) {
        return with(config.user(user));
    }

    /**
     * Adds packages that are to be installed.
     *
     * @param names in the words of the guest's package manager
     * @return a copy
     */
    public CloudInitSeed installs(String... names) {
        return with(config.packages(List.of(names)));
    }

    /**
     * Adds a file.
     *
     * @param file the file
     * @return a copy
     */
    public CloudInitSeed file(CloudFile file) {
        return with(config.file(file));
    }

    /**
     * Adds a command that runs at the end of the first start.
     *
     * @param command the program, then its arguments; no shell is involved
     * @return a copy
     * @throws InvalidSpecException if there is no program
     */
    public CloudInitSeed runs(String... command) {
        if (command.length == 0) {
            throw InvalidSpecException.of("command", "nothing", "it names a program");
        }
        return with(config.command(List.of(command)));
    }

    /**
     * Sets the user data word for word, in place of users, packages, files and commands: anything that cloud-init takes, a
     * script for instance.
     *
     * @param text the text
     * @return a copy
     * @throws InvalidSpecException if there are such
     */
    public CloudInitSeed userData(String text) {
        return new CloudInitSeed(instanceId, config, text, networkConfig, vendorData);
    }

    /**
     * Sets how the guest's network is set up, word for word.
     *
     * @param yaml cloud-init's network configuration, version 1 or 2
     * @return a copy
     */
    public CloudInitSeed networkConfig(String yaml) {
        return new CloudInitSeed(instanceId, config, userData, yaml, vendorData);
    }

    /**
     * Sets what comes before the user data and yields to it, word for word.
     *
     * @param text the text
     * @return a copy
     */
    public CloudInitSeed vendorData(String text) {
        return new CloudInitSeed(instanceId, config, userData, networkConfig, text);
    }

    /**
     * Returns the files of the seed.
     *
     * @return their bytes by name
     */
    public Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("meta-data", bytes(config.metaData(instanceId)));
        files.put("user-data", bytes(userData == null ? config.userData() : userData));
        Optional.ofNullable(networkConfig).ifPresent(text -> files.put("network-config", bytes(text)));
        Optional.ofNullable(vendorData).ifPresent(text -> files.put("vendor-data", bytes(text)));
        return files;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes the disk, an ISO 9660 image. What was there is replaced as a whole, and only this user can read it: passwords'
     * hashes may be on it.
     *
     * @param image the image's path
     * @return the path
     * @throws UncheckedIOException if it cannot be written; then what was there is still there
     */
    public Path writeTo(Path image) {
        Path folder = Objects.requireNonNull(image.toAbsolutePath().getParent(), "a path of a file");
        try {
            Path made = Files.createTempFile(folder, ".seed-", ".iso");
            try {
                SeedImage.write(files(), made);
                return Files.move(made, image, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(made);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the seed " + image, e);
        }
    }

    /**
     * Returns the disk's content, for a volume to be uploaded.
     *
     * @return the bytes of an ISO 9660 image
     */
    public byte[] image() {
        try {
            Path made = Files.createTempFile("seed-", ".iso");
            try {
                SeedImage.write(files(), made);
                return Files.readAllBytes(made);
            } finally {
                Files.deleteIfExists(made);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a seed", e);
        }
    }

    @Override
    public String toString() {
        return "seed " + instanceId + " " + new ArrayList<>(files().keySet());
    }
}
