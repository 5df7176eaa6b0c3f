package org.anfitrion.driver.vbox;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;

/**
 * What a {@code vbox} URI says.
 *
 * @param uri the URI, for messages
 * @param executable the path of VBoxManage
 * @param home VirtualBox's home folder
 * @param ipc the name of the socket of another VBoxSVC than the user's
 * @param modifyvm words for {@code VBoxManage modifyvm} that every machine made gets
 */
record VboxOptions(String uri, Path executable, Path home, Optional<String> ipc, List<String> modifyvm) {

    private static final Set<String> KNOWN = Set.of("home", "executable", "ipc", "modifyvm");

    /** Where VirtualBox is installed. Debian's {@code /usr/bin/VBoxManage} is a wrapper that prints warnings: it comes last. */
    private static final List<String> FOLDERS = List.of(
            "/usr/lib/virtualbox",
            "/opt/VirtualBox",
            "/Applications/VirtualBox.app/Contents/MacOS",
            "C:\\Program Files\\Oracle\\VirtualBox");

    static VboxOptions of(HypervisorUri uri) {
        if (uri.transport().isPresent()
                || uri.host().isPresent()
                || !uri.path().replace("/", "").isEmpty()) {
            throw InvalidSpecException.of(
                    "URI", uri, "VirtualBox is reached on this machine only: vbox:/// with parameters");
        }
        uri.parameters().keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw InvalidSpecException.of("URI", uri, "there is no parameter '" + name + "', only " + KNOWN);
                });
        Path home = uri.parameter("home").map(value -> absolute("home", value)).orElseGet(VboxOptions::usualHome);
        Optional<Path> executable = uri.parameter("executable").map(value -> absolute("executable", value));
        return new VboxOptions(
                uri.toString(),
                executable.orElseGet(() -> installed(uri)),
                home,
                uri.parameter("ipc"),
                uri.parameter("modifyvm").map(VboxOptions::words).orElse(List.of()));
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(" +")).filter(word -> !word.isEmpty()).toList();
    }

    private static Path absolute(String name, String value) {
        try {
            Path path = Path.of(value);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw InvalidSpecException.of("parameter " + name, value, String.valueOf(e.getMessage()));
        }
        throw InvalidSpecException.of("parameter " + name, value, "it is not an absolute path");
    }

    private static Path installed(HypervisorUri uri) {
        String program = isWindows() ? "VBoxManage.exe" : "VBoxManage";
        List<String> folders = new ArrayList<>();
        Optional.ofNullable(System.getenv("VBOX_MSI_INSTALL_PATH")).ifPresent(folders::add);
        folders.addAll(FOLDERS);
        folders.addAll(List.of(
                Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin").split(File.pathSeparator)));
        return folders.stream()
                .filter(folder -> !folder.isEmpty() && isOfThisSystem(folder))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new DriverUnavailableException(Failure.to("open", uri.toString())
                        .because("there is no " + program + " in any of " + folders
                                + "; it comes with VirtualBox (Debian's package virtualbox), or name it in the URI:"
                                + " vbox:///?executable=PATH")));
    }

    private static boolean isOfThisSystem(String folder) {
        return isWindows() || !folder.contains("\\");
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }

    /** Source: {@code com::GetVBoxUserHomeDirectory} in {@code src/VBox/Main/glue/com.cpp}. */
    private static Path usualHome() {
        String set = System.getenv("VBOX_USER_HOME");
        if (set != null && !set.isEmpty()) {
            return Path.of(set).toAbsolutePath();
        }
        Path user = Path.of(System.getProperty("user.home"));
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return user.resolve("Library/VirtualBox");
        }
        Path old = user.resolve(".VirtualBox");
        if (isWindows() || Files.isDirectory(old)) {
            return old;
        }
        String configuration = System.getenv("XDG_CONFIG_HOME");
        boolean given = configuration != null && !configuration.isEmpty();
        return (given ? Path.of(configuration) : user.resolve(".config")).resolve("VirtualBox");
    }

    /** What VBoxManage's environment must have. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("VBOX_USER_HOME", home.toString());
        ipc.ifPresent(name -> environment.put("VBOX_IPC_SOCKETID", name));
        return environment;
    }
}
