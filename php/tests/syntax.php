<?php

declare(strict_types=1);

// Every file of the package is read and compiled, and none is run: `php -d opcache.enable_cli=1 -d display_errors=1 tests/syntax.php`.
$root = \dirname(__DIR__);
$repository = \dirname($root);
$files = [];
foreach (["{$root}/src", "{$root}/tests", "{$root}/config", "{$repository}/examples/php", "{$repository}/docs/snippets/php", "{$repository}/benchmarks/php"] as $folder) {
    if (is_dir($folder)) {
        foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($folder, FilesystemIterator::SKIP_DOTS)) as $file) {
            $files[] = (string) $file;
        }
    }
}
$files = array_filter([...$files, "{$root}/preload.php"], static fn (string $file): bool => str_ends_with($file, '.php'));
$failed = 0;
foreach ($files as $file) {
    try {
        token_get_all((string) file_get_contents($file), TOKEN_PARSE);
    } catch (ParseError $error) {
        $failed++;
        fwrite(STDERR, "{$file}:{$error->getLine()}: {$error->getMessage()}\n");
    }
    if (!str_contains((string) file_get_contents($file), 'declare(strict_types=1);')) {
        $failed++;
        fwrite(STDERR, "{$file}: without strict_types\n");
    }
}
// What only compiling finds, such as two methods of one name: it ends this process, and says where.
foreach ($files as $file) {
    if (!opcache_compile_file($file)) {
        $failed++;
        fwrite(STDERR, "{$file}: does not compile\n");
    }
}
echo count($files), " files\n";
exit($failed === 0 ? 0 : 1);
