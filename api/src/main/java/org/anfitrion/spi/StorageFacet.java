package org.anfitrion.spi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeReader;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.api.unit.DataSize;

/**
 * Storage pools and the volumes in them. A pool's name is its identity.
 *
 * <ul>
 *   <li><b>STO-1</b> A defined pool is found and listed once, is inactive and persistent, and has the source of its
 *       description. <i>What was asked for is what there is.</i>
 *   <li><b>STO-2</b> A pool's name that is taken is AlreadyExistsException, and the other pool is as it was.
 *       <i>Defining never replaces.</i>
 *   <li><b>STO-3</b> A started pool is ACTIVE and knows its capacity. Starting an active pool and stopping an
 *       inactive one are InvalidStateException. <i>A caller that is wrong about the state wants to know.</i>
 *   <li><b>STO-4</b> Operations on a pool or volume that is not there are NotFoundException; looking one up is empty.
 *       Volumes of an inactive pool are InvalidStateException. <i>An inactive pool is not an empty one.</i>
 *   <li><b>STO-5</b> A made volume is found and listed once, with the name, format, capacity and backing image of its
 *       description and the path for a disk. A name that is taken is AlreadyExistsException, and the other volume is
 *       as it was. <i>It holds somebody's data.</i>
 *   <li><b>STO-6</b> What is uploaded is what is downloaded, byte for byte, at any offset and length; holes read as
 *       zeros, whether they are jumped over or not. <i>Disk images are not text.</i>
 *   <li><b>STO-7</b> Making or cloning a volume that fails or is cancelled leaves no volume. An upload that was not
 *       finished says nothing of having succeeded. <i>Half an image boots half a guest.</i>
 *   <li><b>STO-8</b> A clone has the original's content and does not change with it. A volume with a backing image
 *       reads what is there, and never writes to it. <i>Originals are shared.</i>
 *   <li><b>STO-9</b> A resized volume has the new capacity and keeps its content. Smaller without leave to shrink is
 *       InvalidSpecException, and nothing changes. <i>What is cut off is gone.</i>
 *   <li><b>STO-10</b> A wiped volume reads as zeros. A deleted volume is gone from lists and look-ups, and its name
 *       can be used again. <i>Nothing of a tenant is left to the next.</i>
 *   <li><b>STO-11</b> Removing a pool keeps its files unless it is asked to delete them; an active pool is not
 *       removed: InvalidStateException. <i>Forgetting a place is not emptying it.</i>
 *   <li><b>STO-12</b> All pools, and all volumes of a pool, are listed in a constant number of round trips each; where
 *       the backend tells of one at a time only, in one more for each. <i>A pool has thousands.</i>
 *   <li><b>STO-13</b> Every volume name that a description accepts comes back the same and stays in its pool: spaces,
 *       Unicode, $ % ; * and a leading dash. <i>Data is never syntax.</i>
 * </ul>
 */
public interface StorageFacet extends Facet {

    /**
     * Lists all pools.
     *
     * @return the rows, in no particular order
     */
    List<PoolInfo> pools();

    /**
     * Looks a pool up.
     *
     * @param name the pool's name
     * @return its row, if it is there
     */
    Optional<PoolInfo> pool(String name);

    /**
     * Makes a pool known. It is not started.
     *
     * @param spec what it should be
     * @return its row
     */
    PoolInfo define(PoolSpec spec);

    /**
     * Makes a pool usable, and looks up its volumes.
     *
     * @param pool the pool's name
     * @param build whether to make its place first, such as the directory, if it is not there; what is there is kept
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     * @return its row
     */
    PoolInfo start(String pool, boolean build, Progress progress);

    /**
     * Makes a pool unusable; its volumes stay.
     *
     * @param pool the pool's name
     * @return its row
     */
    PoolInfo stop(String pool);

    /**
     * Looks a pool's volumes up again, in case others changed them.
     *
     * @param pool the pool's name
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     * @return its row
     */
    PoolInfo refresh(String pool, Progress progress);

    /**
     * Sets whether a pool starts with the host.
     *
     * @param pool the pool's name
     * @param on whether it starts with the host
     */
    void autostart(String pool, boolean on);

    /**
     * Makes a pool unknown.
     *
     * @param pool the pool's name
     * @param deleteVolumes whether its volumes are deleted too
     */
    void remove(String pool, boolean deleteVolumes);

    /**
     * Lists the volumes of a pool.
     *
     * @param pool the pool's name
     * @return the rows, in no particular order
     */
    List<VolumeInfo> volumes(String pool);

    /**
     * Looks a volume up.
     *
     * @param id which volume
     * @return its row, if it and its pool are there
     */
    Optional<VolumeInfo> volume(VolumeId id);

    /**
     * Makes an empty volume, or a thin one over its backing image.
     *
     * @param pool the pool's name
     * @param spec what it should be
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     * @return its row
     */
    VolumeInfo create(String pool, VolumeSpec spec, Progress progress);

    /**
     * Makes a volume with the content of another.
     *
     * @param original what to copy
     * @param pool the pool of the copy
     * @param spec name, format and capacity of the copy, without a backing image, the capacity is the original's or
     * more
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     * @return its row
     */
    VolumeInfo copy(VolumeId original, String pool, VolumeSpec spec, Progress progress);

    /**
     * Changes a volume's size. No running domain may use it.
     *
     * @param id which volume
     * @param capacity its new size as a guest sees it
     * @param shrink whether it may become smaller, and lose what is at its end
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     * @return its row
     */
    VolumeInfo resize(VolumeId id, DataSize capacity, boolean shrink, Progress progress);

    /**
     * Overwrites a volume's content so that it reads as zeros. Format and capacity stay; it lies on no other image
     * afterwards. No running domain may use it. A wipe that is cancelled has destroyed content all the same.
     *
     * @param id which volume
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     */
    void wipe(VolumeId id, Progress progress);

    /**
     * Deletes a volume.
     *
     * @param id which volume
     */
    void delete(VolumeId id);

    /**
     * Opens a volume's image as it lies in its pool, format and all. What changes meanwhile may be read or not.
     *
     * @param id which volume
     * @param offset from which byte of the image file on; beyond its end there is nothing to read
     * @param length how many bytes, empty is to the end
     * @return the bytes; the caller closes it
     */
    VolumeReader download(VolumeId id, long offset, OptionalLong length);

    /**
     * Opens a volume for new content, format and all. What lies beyond what is written stays.
     *
     * @param id which volume
     * @param offset from which byte of the image file on
     * @param length how many bytes will come, empty if that is not known
     * @return where the bytes go; the caller finishes and closes it
     */
    VolumeWriter upload(VolumeId id, long offset, OptionalLong length);
}
