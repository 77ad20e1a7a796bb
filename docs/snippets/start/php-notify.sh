set -a; . ./sandbox.env; set +a
php -d ffi.enable=true -S 127.0.0.1:8000 notify.php
