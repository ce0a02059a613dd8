"""The command ``hubbub``: ``command`` says which commands there are; a module for each family of them."""

from .command import main

__all__ = ["main"]
