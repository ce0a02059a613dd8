"""Taking over what another chat server holds: `hubbub import classic`, from MutiPersonChat."""
