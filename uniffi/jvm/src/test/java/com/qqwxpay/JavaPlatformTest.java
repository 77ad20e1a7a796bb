package com.qqwxpay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
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

    @TempDir
    private Path other;

    /** What {@code LD_LIBRARY_PATH} names. */
    private Path elsewhere;

    /** Runs the program with the classes of the library, but none of the native libraries. */
    private List<String> run(String... options) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.walk(CLASSES.resolve("com"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(CLASSES.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        String others = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).equals(CLASSES))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", folder + File.pathSeparator + others, ClientProgram.class.getName()));
        ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true);
        // Only the class path counts: cargo names its own folders there, with the library.
        program.environment().keySet().removeAll(List.of("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"));
        if (elsewhere != null) {
            program.environment().put("LD_LIBRARY_PATH", elsewhere.toString());
        }
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
        assertTrue(lines.get(0).contains("SETTINGS_MISSING"), lines.toString());
        assertTrue(lines.get(1).startsWith("InvalidInput: "), lines.toString());
    }

    /** The native library with other texts in it, of the same length. It is large, and the heap small: it is changed in its place. */
    private byte[] altered(String text, String by) throws IOException {
        byte[] library = Files.readAllBytes(CLASSES.resolve(folder.relativize(resource(HERE))));
        byte[] from = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] to = by.getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(from.length, to.length, text);
        int found = 0;
        for (int at = 0; at + from.length <= library.length; at++) {
            if (library[at] != from[0] || !Arrays.equals(library, at, at + from.length, from, 0, from.length)) continue;
            System.arraycopy(to, 0, library, at, to.length);
            found++;
        }
        assertTrue(found > 0, text);
        return library;
    }

    @Test
    void oneThatLiesElsewhereIsNotTaken() throws Exception {
        Files.write(other.resolve(System.mapLibraryName("qq_wxpay_uniffi")), altered(Library.VERSION, "9.9.9"));
        elsewhere = other;
        withItTheSettingsAreRead();
        assertTrue(run("-Djna.library.path=" + other).get(0).contains("SETTINGS_MISSING"));
    }

    @Test
    void oneOfAnotherVersionIsRefusedByName() throws Exception {
        Files.write(resource(HERE), altered(Library.VERSION, "9.9.9"));
        for (String line : run()) {
            assertTrue(line.startsWith("NativeLibraryMissingError: qq-wxpay " + Library.VERSION + " needs the native library of its own version"), line);
            assertTrue(line.contains("version 9.9.9"), line);
        }
    }

    @Test
    void oneThatLacksAFunctionIsOfAnotherVersion() throws Exception {
        Files.write(resource(HERE), altered("fn_func_library_version", "fn_func_another_version"));
        for (String line : run()) {
            assertTrue(line.startsWith("NativeLibraryMissingError: ") && line.contains("of another version"), line);
        }
    }

    @Test
    void anotherFileCanBeNamed() throws Exception {
        Path own = other.resolve("own.so");
        Files.copy(CLASSES.resolve(folder.relativize(resource(HERE))), own);
        assertTrue(run("-Dcom.qqwxpay.library=" + own).get(0).contains("SETTINGS_MISSING"));
        Files.write(own, altered(Library.VERSION, "9.9.9"));
        String refused = run("-Dcom.qqwxpay.library=" + own).get(0);
        assertTrue(refused.contains("the system property `com.qqwxpay.library` names") && refused.contains("version 9.9.9"), refused);
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
