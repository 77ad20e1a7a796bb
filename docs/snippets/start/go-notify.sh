set -a; . ./sandbox.env; set +a
go run ./notify
