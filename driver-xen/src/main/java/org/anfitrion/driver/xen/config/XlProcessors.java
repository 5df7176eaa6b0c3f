package org.anfitrion.driver.xen.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.CpuFeaturePolicy;
import org.anfitrion.api.domain.CpuMode;
import org.anfitrion.api.domain.CpuModel;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.NumaCell;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;

/** CPUs, what they can do, where they run, and nodes of NUMA. Source: xl.cfg(5): vcpus, cpus, cpu_weight, cpuid, vnuma. */
final class XlProcessors {

    /** Features by Xen's words and by libvirt's, where they differ. Source: {@code xenTranslateCPUFeature}, libvirt 9.0. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("cmpxchg16", "cx16"),
            Map.entry("cntxid", "cid"),
            Map.entry("dscpl", "ds_cpl"),
            Map.entry("pclmulqdq", "pclmuldq"),
            Map.entry("sse3", "pni"),
            Map.entry("htt", "ht"),
            Map.entry("psn", "pn"),
            Map.entry("clfsh", "clflush"),
            Map.entry("sysenter", "sep"),
            Map.entry("cmpxchg8", "cx8"),
            Map.entry("nodeid", "nodeid_msr"),
            Map.entry("altmovcr8", "cr8legacy"),
            Map.entry("lahfsahf", "lahf_lm"),
            Map.entry("cmplegacy", "cmp_legacy"),
            Map.entry("ffxsr", "fxsr_opt"),
            Map.entry("page1gb", "pdpe1gb"),
            Map.entry("ibrsb", "spec-ctrl"));

    private static final Map<CpuFeaturePolicy, String> POLICIES = Map.of(
            CpuFeaturePolicy.FORCE, "1",
            CpuFeaturePolicy.REQUIRE, "1",
            CpuFeaturePolicy.DISABLE, "0",
            CpuFeaturePolicy.OPTIONAL, "x");

    private XlProcessors() {}

    static void read(XlConfig from, DomainSpecBuilder to) {
        int current = (int) from.number("vcpus").orElse(1);
        int most = (int) from.number("maxvcpus").orElse(current);
        to.cpus(new CpuCount(Math.min(current, most), most));
        model(from).ifPresent(to::cpuModel);
        to.tuning(tuning(from, most));
        to.numa(cells(from));
    }

    private static Optional<CpuModel> model(XlConfig from) {
        Optional<String> policy = from.text("cpuid").filter(text -> text.equals("host") || text.startsWith("host,"));
        OptionalLong nested = from.number("nestedhvm");
        if (policy.isEmpty() && nested.isEmpty()) {
            return Optional.empty();
        }
        CpuModel model = CpuModel.hostPassthrough();
        for (String item : policy.orElse("host").split(",", -1)) {
            int equals = item.indexOf('=');
            if (equals > 0) {
                String word = item.substring(0, equals).strip();
                model = model.feature(WORDS.getOrDefault(word, word), policy(item.substring(equals + 1)));
            }
        }
        return Optional.of(
                nested.isPresent() && nested.getAsLong() == 0 ? model.feature("vmx", CpuFeaturePolicy.DISABLE) : model);
    }

    private static CpuFeaturePolicy policy(String text) {
        return switch (text.strip()) {
            case "1" -> CpuFeaturePolicy.FORCE;
            case "0" -> CpuFeaturePolicy.DISABLE;
            default -> CpuFeaturePolicy.OPTIONAL;
        };
    }

    private static Tuning tuning(XlConfig from, int cpus) {
        Tuning tuning = Tuning.NONE;
        OptionalLong weight = from.number("cpu_weight");
        if (weight.isPresent()) {
            tuning = tuning.cpuShares(weight.getAsLong());
        }
        List<String> places = from.texts("cpus");
        boolean each =
                from.value("cpus").filter(XlValue.Items.class::isInstance).isPresent();
        for (int cpu = 0; cpu < (each ? Math.min(places.size(), cpus) : cpus) && !places.isEmpty(); cpu++) {
            Optional<CpuSet> on = set(places.get(each ? cpu : 0));
            if (on.isPresent()) {
                tuning = tuning.pin(cpu, on.get());
            }
        }
        return tuning;
    }

    /** "all" and "node:1" depend on the host: they stay where they are written. */
    private static Optional<CpuSet> set(String text) {
        try {
            return Optional.of(CpuSet.parse(text.strip()));
        } catch (InvalidSpecException notNumbers) {
            return Optional.empty();
        }
    }

    private static List<NumaCell> cells(XlConfig from) {
        List<NumaCell> cells = new ArrayList<>();
        List<XlValue> nodes = from.value("vnuma").orElse(new XlValue.Items(List.of())) instanceof XlValue.Items list
                ? list.items()
                : List.of();
        for (XlValue node : nodes) {
            Map<String, String> parts = new LinkedHashMap<>();
            if (node instanceof XlValue.Items items) {
                for (XlValue item : items.items()) {
                    String text = item instanceof XlValue.Text it ? it.text() : item.print();
                    int equals = text.indexOf('=');
                    if (equals > 0) {
                        parts.put(
                                text.substring(0, equals).strip(),
                                text.substring(equals + 1).strip());
                    }
                }
            }
            if (!parts.containsKey("vcpus") || !parts.containsKey("size")) {
                throw InvalidSpecException.of("vnuma", node.print(), "a node has a size and vcpus");
            }
            cells.add(new NumaCell(
                    CpuSet.parse(parts.get("vcpus")),
                    DataSize.mebibytes(Long.parseLong(parts.get("size"))),
                    Optional.empty()));
        }
        return isWhole(cells, from) ? cells : List.of();
    }

    /** Nodes that do not add up stay where they are written: Xen's tool lets them be. */
    private static boolean isWhole(List<NumaCell> cells, XlConfig from) {
        Set<Integer> cpus = new HashSet<>();
        long mebibytes = 0;
        boolean once = true;
        for (NumaCell cell : cells) {
            for (int cpu : cell.cpus().cpus()) {
                once &= cpus.add(cpu);
            }
            mebibytes += cell.memory().toMebibytes();
        }
        long most = from.number("maxvcpus").orElse(from.number("vcpus").orElse(1));
        long memory = from.number("maxmem").orElse(from.number("memory").orElse(0));
        return once && cpus.size() == most && cpus.stream().allMatch(cpu -> cpu < most) && mebibytes == memory;
    }

    static XlConfig write(DomainSpec spec, XlConfig to) {
        XlConfig config = to.with("vcpus", new XlValue.Amount(spec.cpus().current()));
        if (spec.cpus().maximum() != spec.cpus().current()) {
            config = config.with("maxvcpus", new XlValue.Amount(spec.cpus().maximum()));
        }
        if (spec.cpuModel().isPresent()) {
            config = config.with("cpuid", new XlValue.Text(cpuid(spec.cpuModel().get())));
        }
        Tuning tuning = spec.tuning();
        if (tuning.cpuShares().isPresent()) {
            config = config.with(
                    "cpu_weight", new XlValue.Amount(tuning.cpuShares().getAsLong()));
        }
        if (!tuning.pinning().isEmpty()) {
            config = config.with("cpus", XlValue.Items.of(pins(spec)));
        }
        Tuning rest = Tuning.NONE.pinning(tuning.pinning());
        if (tuning.cpuShares().isPresent()) {
            rest = rest.cpuShares(tuning.cpuShares().getAsLong());
        }
        if (!rest.equals(tuning)) {
            throw InvalidSpecException.of("tuning", tuning, "xl.cfg has weights and pins of CPUs only");
        }
        if (!spec.numa().isEmpty()) {
            List<XlValue> nodes = new ArrayList<>();
            for (NumaCell cell : spec.numa()) {
                if (cell.hostNodes().isPresent()) {
                    throw InvalidSpecException.of("NUMA node", cell, "xl.cfg binds a node to one of the host's only");
                }
                nodes.add(XlValue.Items.of(
                        List.of("pnode=0", "size=" + cell.memory().toMebibytes(), "vcpus=" + cell.cpus())));
            }
            config = config.with("vnuma", new XlValue.Items(nodes));
        }
        return config;
    }

    private static List<String> pins(DomainSpec spec) {
        List<String> pins = new ArrayList<>();
        for (int cpu = 0; cpu < spec.cpus().maximum(); cpu++) {
            CpuSet on = spec.tuning().pinning().get(cpu);
            pins.add(on == null ? "all" : on.toString());
        }
        return pins;
    }

    private static String cpuid(CpuModel model) {
        if (model.mode() != CpuMode.HOST_PASSTHROUGH) {
            throw InvalidSpecException.of("CPU model", model, "xl.cfg has the host's own processor only");
        }
        StringBuilder text = new StringBuilder("host");
        new TreeMap<>(model.features()).forEach((feature, policy) -> {
            String word = WORDS.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(feature))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(feature);
            text.append(',').append(word).append('=').append(POLICIES.get(policy));
        });
        return text.toString();
    }
}
