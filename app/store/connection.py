"""The open connection of the store by its type: services hand it on, and only the store looks into it."""

from sqlalchemy import Connection

__all__ = ["Connection"]
