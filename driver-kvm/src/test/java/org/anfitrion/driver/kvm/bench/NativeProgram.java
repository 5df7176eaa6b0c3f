package org.anfitrion.driver.kvm.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program in C, compiled when the benchmarks run, that is asked and answers line by line. */
final class NativeProgram implements AutoCloseable {

    private static final Path SOURCES = Path.of("src", "test", "c");

    private final Process process;
    private final Writer to;
    private final BufferedReader from;

    private NativeProgram(Process process) {
        this.process = process;
        this.to = process.outputWriter(StandardCharsets.UTF_8);
        this.from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Compiles a source of src/test/c as anybody would who wants it fast. */
    static Path compile(String name) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "bench"));
        Path program = folder.resolve(name).toAbsolutePath();
        List<String> command = List.of(
                "gcc",
                "-O2",
                "-o",
                program.toString(),
                SOURCES.resolve(name + ".c").toString(),
                "-lvirt");
        Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (gcc.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        return program;
    }

    static NativeProgram start(Path program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return new NativeProgram(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    void ask() {
        try {
            to.write("\n");
            to.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the words of the next line. */
    String[] answer() {
        try {
            String line = from.readLine();
            if (line == null) {
                throw new IllegalStateException("the program ended");
            }
            return line.split(" ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
