package org.anfitrion.driver.lxc.liblxc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.TemplateInfo;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.support.Command;

/**
 * LXC's templates: programs that fill a root file system. They are run as liblxc runs them, but what they write of a configuration
 * is not used: the description says that. Source: lxc-create(1), {@code create_run_template} in liblxc.
 */
final class Templates {

    private static final Path FOLDER = Path.of("/usr/share/lxc/templates");
    private static final String PREFIX = "lxc-";
    private static final Duration LONG = Duration.ofDays(1);

    private Templates() {}

    static List<TemplateInfo> all(Failure attempt) {
        Map<String, String> all = new TreeMap<>(OwnTemplates.descriptions());
        try (Stream<Path> files = Files.list(FOLDER)) {
            files.filter(Files::isExecutable)
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(PREFIX))
                    .forEach(name -> all.put(
                            name.substring(PREFIX.length()),
                            FOLDER.resolve(name).toString()));
        } catch (NoSuchFileException e) {
            return rows(all);
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
        return rows(all);
    }

    private static List<TemplateInfo> rows(Map<String, String> descriptions) {
        return descriptions.entrySet().stream()
                .map(one -> new TemplateInfo(one.getKey(), one.getValue()))
                .toList();
    }

    /** Fills a root that is not there yet. */
    static void fill(FilesystemSource.Template template, String name, Path root, Progress progress, Failure attempt) {
        try (Unfinished files = new Unfinished(root, attempt)) {
            if (!OwnTemplates.fill(template, root, progress, attempt)) {
                run(template, name, root, progress, attempt);
            }
            if (progress.cancelled()) {
                throw new OperationCancelledException(attempt.because("it was cancelled"));
            }
            files.keep();
        }
    }

    private static void run(
            FilesystemSource.Template template, String name, Path root, Progress progress, Failure attempt) {
        Path program = FOLDER.resolve(PREFIX + template.name());
        if (!Files.isExecutable(program)) {
            throw new NotFoundException(attempt.because("there is no template '" + template.name() + "' in " + FOLDER));
        }
        Path scratch = root.resolveSibling(".making");
        try (Unfinished gone = new Unfinished(scratch, attempt)) {
            Files.createDirectory(gone.tree());
            Files.createFile(scratch.resolve(ContainerFolder.CONFIG));
            Files.createDirectory(root);
            Command.of(program.toString(), "--name=" + name, "--path=" + scratch, "--rootfs=" + root)
                    .arguments(options(template.options()))
                    .attempting(attempt.operation(), attempt.target())
                    .changing()
                    .run(Deadline.after(LONG), progress)
                    .orThrow();
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
    }

    private static List<String> options(Map<String, String> options) {
        List<String> words = new ArrayList<>();
        new TreeMap<>(options)
                .forEach((key, value) -> words.add(value.isEmpty() ? "--" + key : "--" + key + "=" + value));
        return words;
    }
}
