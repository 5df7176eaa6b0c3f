package org.anfitrion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.anfitrion.api.probe.HostProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that looks at its host can be tested on a host of files. */
class HostCheckTest {

    @TempDir
    Path host;

    @Test
    void aHostWithKvmIsReady() throws IOException {
        processor("lm vmx ept");
        Files.createDirectories(host.resolve("dev"));
        Files.createFile(host.resolve("dev/kvm"));

        assertEquals(
                "KVM is ready.\n", HostCheck.advice(HostProbe.at(host).probe().forKvm()));
    }

    @Test
    void aHostWithoutItsModuleIsToldWhichOne() throws IOException {
        processor("lm svm npt");
        Files.createDirectories(host.resolve("dev"));

        assertEquals(
                "KVM: no, there is no /dev/kvm\n  modprobe kvm_amd, and see what the kernel logs\n",
                HostCheck.advice(HostProbe.at(host).probe().forKvm()));
    }

    private void processor(String flags) throws IOException {
        Files.createDirectories(host.resolve("proc"));
        Files.writeString(host.resolve("proc/cpuinfo"), "processor : 0\nvendor_id : any\nflags : " + flags + "\n");
    }
}
