"""What `../generate.py` writes the conformance cases with."""
