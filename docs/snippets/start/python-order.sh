set -a; . ./sandbox.env; set +a
python start.py
