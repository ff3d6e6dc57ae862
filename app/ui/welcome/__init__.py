"""First run, unlock, recovery."""
