"""组织生活: what is due, meetings from plan to binder, what is to be done, and the roster."""
