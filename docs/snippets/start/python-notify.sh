set -a; . ./sandbox.env; set +a
python notify.py
