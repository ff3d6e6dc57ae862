"""Signatures on what leaves the house, and the judgement whether a signed file is still what was signed."""
