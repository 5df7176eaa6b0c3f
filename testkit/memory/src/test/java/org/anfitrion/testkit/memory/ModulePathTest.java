package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ModulePathTest {

    private static final String MODULE = "org.anfitrion.testkit.memory";
    private static final Pattern MODULES = Pattern.compile(
            ".*(memory|api)/target/classes|.*/(anfitrion-api|guava|failureaccess|jspecify)-[^/]*[.]jar");

    @Test
    void theDriverIsFoundOnTheModulePathToo() throws Exception {
        Path[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> MODULES.matcher(entry).matches())
                .map(Path::of)
                .toArray(Path[]::new);
        Configuration modules =
                ModuleLayer.boot().configuration().resolve(ModuleFinder.of(path), ModuleFinder.of(), Set.of(MODULE));
        ModuleLayer layer = ModuleLayer.boot().defineModulesWithOneLoader(modules, null);
        Class<?> driver = layer.findLoader(MODULE).loadClass("org.anfitrion.spi.HypervisorDriver");

        List<String> found = ServiceLoader.load(layer, driver).stream()
                .map(provider -> provider.type().getModule().getName() + "/"
                        + provider.type().getName())
                .toList();

        assertEquals(List.of(MODULE + "/" + MemoryDriver.class.getName()), found);
    }
}
