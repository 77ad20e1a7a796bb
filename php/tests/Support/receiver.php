<?php

declare(strict_types=1);

// The merchant's address: keeps what comes, and acknowledges it.
if (($_SERVER['REQUEST_METHOD'] ?? '') !== 'POST') {
    return http_response_code(405);
}
$file = getenv('RECEIVED') . '/' . hrtime(true);
file_put_contents("{$file}.part", json_encode([getallheaders(), base64_encode((string) file_get_contents('php://input'))], JSON_THROW_ON_ERROR));
rename("{$file}.part", "{$file}.json");
http_response_code(204);
