"""走访: whom to visit, what was found, who answers for whom, how many of those that were due."""
