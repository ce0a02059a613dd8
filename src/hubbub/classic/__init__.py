"""The classic shell: MutiPersonChat's own protocol over the services; it decides nothing."""
