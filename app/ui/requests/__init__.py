"""Requests: from a resident's word to the return visit (诉求)."""
