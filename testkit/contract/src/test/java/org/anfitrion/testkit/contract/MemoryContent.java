package org.anfitrion.testkit.contract;

import org.anfitrion.api.backup.BackupExport;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.testkit.memory.MemoryHypervisor;

/** The content of drives of the in-memory hypervisor. */
record MemoryContent(MemoryHypervisor host) implements DriveContent {

    @Override
    public void write(String domain, String target, long offset, byte[] bytes) {
        host.guest(domain).now(guest -> guest.write(target, offset, bytes));
    }

    @Override
    public byte[] read(String path, DiskFormat format, long offset, int length) {
        return host.images().read(path, offset, length);
    }

    @Override
    public byte[] fetch(BackupExport export, String target, long offset, int length) {
        return host.images().read(export.exports().get(target), offset, length);
    }

    @Override
    public boolean exists(String path) {
        return host.images().exists(path);
    }

    @Override
    public void delete(String path) {
        if (exists(path)) {
            host.images().delete(path);
        }
    }
}
