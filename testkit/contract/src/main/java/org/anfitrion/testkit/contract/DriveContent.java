package org.anfitrion.testkit.contract;

import org.anfitrion.api.backup.BackupExport;
import org.anfitrion.api.domain.DiskFormat;

/** Reaches what is in drives and images, past the driver: so that a test does not have to believe it. */
public interface DriveContent {

    /**
     * Writes to a drive as the guest of a running domain does. It is there when this returns.
     *
     * @param domain the domain's name
     * @param target the drive, by its target
     * @param offset from which byte of the drive on
     * @param bytes what to write
     */
    void write(String domain, String target, long offset, byte[] bytes);

    /**
     * Reads an image that no running domain uses, as a guest would see it.
     *
     * @param path its absolute path on the host
     * @param format its format
     * @param offset from which byte of the content on
     * @param length how many bytes; the image has as many
     * @return the bytes
     */
    byte[] read(String path, DiskFormat format, long offset, int length);

    /**
     * Fetches a part of a drive from a backup that is exported.
     *
     * @param export where it is served
     * @param target the drive, by its target
     * @param offset from which byte of the drive on
     * @param length how many bytes
     * @return the bytes
     */
    byte[] fetch(BackupExport export, String target, long offset, int length);

    /**
     * Tells whether there is a file.
     *
     * @param path its absolute path on the host
     * @return true if so
     */
    boolean exists(String path);

    /**
     * Deletes a file, if it is there.
     *
     * @param path its absolute path on the host
     */
    void delete(String path);
}
