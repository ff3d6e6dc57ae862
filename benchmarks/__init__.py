"""Ours beside the floor, in one run, as a ratio: `python -m benchmarks [--pairs N] [--only WORD]`."""
