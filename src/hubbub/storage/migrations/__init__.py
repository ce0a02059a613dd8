"""Alembic migrations; ``storage.schema`` runs them."""
