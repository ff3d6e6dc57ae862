"""The first page: what is there and what is due (工作台)."""
