<?php

declare(strict_types=1);

// `php -l` for every file of the package, in one process for each, several at once.
$root = \dirname(__DIR__);
$files = [];
foreach (['src', 'tests', 'laravel', 'thinkphp', 'examples'] as $folder) {
    if (is_dir("{$root}/{$folder}")) {
        foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator("{$root}/{$folder}", FilesystemIterator::SKIP_DOTS)) as $file) {
            $files[] = (string) $file;
        }
    }
}
$files = array_filter([...$files, "{$root}/preload.php"], static fn (string $file): bool => str_ends_with($file, '.php'));
$failed = 0;
// opcache compiles without running; a file that does not parse throws.
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
foreach (array_chunk($files, 40) as $some) {
    exec('php -l ' . implode(' ', array_map(escapeshellarg(...), $some)) . ' 2>&1', $said, $code);
    if ($code !== 0) {
        $failed++;
    }
}
foreach ($said ?? [] as $line) {
    if ($line !== '' && !str_starts_with($line, 'No syntax errors')) {
        fwrite(STDERR, "{$line}\n");
        $failed++;
    }
}
echo count($files), " files\n";
exit($failed === 0 ? 0 : 1);
