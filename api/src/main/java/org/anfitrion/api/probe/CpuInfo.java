package org.anfitrion.api.probe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /proc/cpuinfo}, whose keys differ from one architecture to the next. */
final class CpuInfo {

    /** Implementer codes of ARM's MIDR_EL1 register. Source: the kernel's arch/arm64/include/asm/cputype.h. */
    private static final Map<String, String> IMPLEMENTERS = Map.ofEntries(
            Map.entry("0x41", "ARM"),
            Map.entry("0x42", "Broadcom"),
            Map.entry("0x43", "Cavium"),
            Map.entry("0x46", "Fujitsu"),
            Map.entry("0x48", "HiSilicon"),
            Map.entry("0x4e", "NVIDIA"),
            Map.entry("0x50", "Applied Micro"),
            Map.entry("0x51", "Qualcomm"),
            Map.entry("0x61", "Apple"),
            Map.entry("0x6d", "Microsoft"),
            Map.entry("0xc0", "Ampere"));

    private static final Pattern CLOCK = Pattern.compile("(\\d{1,6})(?:\\.\\d*)?(?:MHz)?");
    private static final Pattern RISCV_BASE = Pattern.compile("rv(?:32|64)([a-z]*)");

    private final Map<String, String> first = new HashMap<>();
    private final Map<String, String> last = new HashMap<>();
    private final Set<String> packages = new HashSet<>();
    private int processors;

    private CpuInfo() {}

    static CpuInfo parse(String text) {
        CpuInfo info = new CpuInfo();
        text.lines().forEach(info::take);
        return info;
    }

    private void take(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            return;
        }
        String key = line.substring(0, colon).strip();
        String value = line.substring(colon + 1).strip();
        first.putIfAbsent(key, value);
        last.put(key, value);
        if (key.equals("processor")) {
            processors++;
        } else if (key.equals("physical id")) {
            packages.add(value);
        }
    }

    /** What the first processor says. */
    private String value(String key) {
        return first.getOrDefault(key, "");
    }

    Family family() {
        if (first.containsKey("flags") && (first.containsKey("vendor_id") || first.containsKey("cpu family"))) {
            return Family.X86;
        }
        if (first.containsKey("CPU implementer")) {
            return Family.ARM;
        }
        if (value("vendor_id").equals("IBM/S390")) {
            return Family.S390;
        }
        if (value("isa").startsWith("rv")) {
            return Family.RISCV;
        }
        return first.containsKey("cpu") && first.containsKey("clock") ? Family.POWER : Family.OTHER;
    }

    String architecture() {
        return switch (family()) {
            case X86 -> flags().contains("lm") ? "x86_64" : "i686";
            case ARM -> flags().contains("asimd") || value("CPU architecture").equals("AArch64") ? "aarch64" : "arm";
            case S390 -> "s390x";
            case POWER -> "ppc64";
            case RISCV -> value("isa").startsWith("rv32") ? "riscv32" : "riscv64";
            case OTHER -> "";
        };
    }

    String vendor() {
        return switch (family()) {
            case X86, S390, OTHER -> Words.plain(value("vendor_id"));
            case ARM ->
                IMPLEMENTERS.getOrDefault(
                        value("CPU implementer"), "implementer " + Words.plain(value("CPU implementer")));
            case POWER -> value("cpu").startsWith("POWER") ? "IBM" : "";
            case RISCV -> Words.plain(value("mvendorid"));
        };
    }

    String model() {
        return Words.plain(
                switch (family()) {
                    case X86, OTHER -> value("model name");
                    case ARM -> value("model name").isEmpty() ? value("Processor") : value("model name");
                    case S390 -> machine().map("machine "::concat).orElse("");
                    case POWER -> value("cpu");
                    case RISCV -> value("uarch");
                });
    }

    private Optional<String> machine() {
        Matcher machine = Pattern.compile("machine = (\\w+)").matcher(value("processor 0"));
        return machine.find() ? Optional.of(machine.group(1)) : Optional.empty();
    }

    /** What POWER's firmware calls the machine: {@code PowerNV}, {@code CHRP IBM pSeries (emulated by qemu)}. */
    String board() {
        return Words.plain(value("platform") + " " + value("machine"));
    }

    Set<String> flags() {
        Set<String> flags = new LinkedHashSet<>();
        switch (family()) {
            case X86 -> {
                flags.addAll(words(value("flags")));
                // Newer kernels list what VT-x can do on a line of its own, some of it on both.
                flags.addAll(words(value("vmx flags")));
            }
            case ARM -> flags.addAll(words(value("Features")));
            case RISCV -> flags.addAll(extensions(value("isa")));
            case S390, POWER, OTHER -> flags.addAll(words(value("features")));
        }
        return flags;
    }

    private static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>(Arrays.asList(text.split("\\s+")));
        words.remove("");
        return words;
    }

    /** {@code rv64imafdch_zicbom} is i, m, a, f, d, c, h, zicbom. */
    private static Set<String> extensions(String isa) {
        Set<String> extensions = new LinkedHashSet<>();
        String[] parts = isa.split("_");
        Matcher base = RISCV_BASE.matcher(parts[0]);
        if (base.matches()) {
            base.group(1).chars().forEach(letter -> extensions.add(Character.toString(letter)));
            extensions.addAll(Arrays.asList(parts).subList(1, parts.length));
        }
        return extensions;
    }

    /** Whether the flags are there at all: a line that is missing says nothing. */
    boolean tellsFlags() {
        return !flags().isEmpty();
    }

    OptionalInt mhz() {
        String key =
                switch (family()) {
                    case X86 -> "cpu MHz";
                    case POWER -> "clock";
                    case S390 -> "cpu MHz dynamic";
                    case ARM, RISCV, OTHER -> "";
                };
        Matcher clock = CLOCK.matcher(last.getOrDefault(key, ""));
        return clock.matches() ? OptionalInt.of(Integer.parseInt(clock.group(1))) : OptionalInt.empty();
    }

    /** Processors on line; 0 if the text does not tell. */
    int processors() {
        if (processors > 0) {
            return processors;
        }
        int told = CpuList.number(value("# processors"));
        // Old ARM kernels list one processor without a number.
        return told > 0 ? told : first.containsKey("Processor") ? 1 : 0;
    }

    /** The arrangement that x86 tells here too; empty if it does not fit the number of processors. */
    Optional<CpuTopology> topology() {
        int cores = CpuList.number(value("cpu cores"));
        int siblings = CpuList.number(value("siblings"));
        if (cores < 1 || siblings < cores || packages.isEmpty()) {
            return Optional.empty();
        }
        CpuTopology topology = new CpuTopology(1, packages.size(), cores, siblings / cores);
        return topology.cpus() == processors ? Optional.of(topology) : Optional.empty();
    }

    /** Families of processors, by how they help a hypervisor. */
    enum Family {
        /** Intel, AMD and those who build alike. */
        X86,
        /** ARM, 32 and 64 bits. */
        ARM,
        /** IBM Z. */
        S390,
        /** POWER and PowerPC. */
        POWER,
        /** RISC-V. */
        RISCV,
        /** Another, or not told. */
        OTHER
    }
}
