"""The load: connections, and what is sent and counted on them, cheap enough for one core."""
