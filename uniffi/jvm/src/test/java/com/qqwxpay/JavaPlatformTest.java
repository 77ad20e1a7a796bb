package com.qqwxpay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The native library is found in the class path, and when it is not there, the error says what to do. */
class JavaPlatformTest {
    private static final String HERE = Platform.RESOURCE_PREFIX;
    private static final Path CLASSES = Path.of(QqWxPayClient.class.getProtectionDomain().getCodeSource().getLocation().getPath());

    @TempDir
    private Path folder;

    /** Runs the program with the classes of the library, but none of the native libraries. */
    private List<String> run() throws IOException, InterruptedException {
        try (Stream<Path> files = Files.walk(CLASSES.resolve("com"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(CLASSES.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        String others = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).equals(CLASSES))
                .collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", folder + File.pathSeparator + others, ClientProgram.class.getName())
                .redirectErrorStream(true);
        // Only the class path counts: cargo names its own folders there, with the library.
        program.environment().keySet().removeAll(List.of("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"));
        Process process = program.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assertEquals(0, process.waitFor(), lines.toString());
        return lines;
    }

    private Path resource(String platform) throws IOException {
        Path file = folder.resolve(platform).resolve(platform.startsWith("darwin") ? "libqq_wxpay_uniffi.dylib" : System.mapLibraryName("qq_wxpay_uniffi"));
        Files.createDirectories(file.getParent());
        return file;
    }

    @Test
    void withItTheSettingsAreRead() throws Exception {
        Path library = resource(HERE);
        Files.copy(CLASSES.resolve(folder.relativize(library)), library);
        List<String> lines = run();
        assertEquals(4, lines.size(), lines.toString());
        assertTrue(lines.get(0).contains("FIELD_MISSING"), lines.toString());
        assertTrue(lines.get(1).startsWith("InvalidInput: "), lines.toString());
    }

    @Test
    void withoutItTheErrorNamesPlatformsAndRemedy() throws Exception {
        Files.write(resource("darwin-aarch64"), new byte[0]);
        List<String> lines = run();
        assertEquals(4, lines.size(), lines.toString());
        for (String line : lines) {
            assertTrue(line.startsWith("NativeLibraryMissingError: qq-wxpay has no native library for " + HERE + " ("), line);
            assertTrue(line.contains(System.getProperty("os.arch")) && line.contains("those for: darwin-aarch64."), line);
            assertTrue(line.contains("cargo build") && line.contains(HERE + "/" + System.mapLibraryName("qq_wxpay_uniffi")), line);
        }
    }

    @Test
    void withNoneAtAllToo() throws Exception {
        assertTrue(run().get(0).contains("those for: none."));
    }

    @Test
    void oneThatDoesNotLoadIsNotCalledMissing() throws Exception {
        Files.writeString(resource(HERE), "no library");
        for (String line : run()) {
            assertTrue(line.startsWith("NativeLibraryMissingError: ") && line.contains("does not load on this system"), line);
            assertTrue(line.contains("glibc 2.17"), line);
        }
    }
}
