set -a; . ./sandbox.env; set +a
php start.php
