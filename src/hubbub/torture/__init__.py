"""`hubbub torture`: people, faults, kills, and a checker that says whether the contract held."""
