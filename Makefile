# For fingers used to make; run.py does the work, and says more about it.
.PHONY: start test lint bench locks

start:
	python3 run.py

test lint bench:
	python3 run.py $@

locks:
	.venv/bin/python packaging/renew_locks.py
