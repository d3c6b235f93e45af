"""What the use-cases need from the world, as protocols, with the exceptions that mean "the world says no"."""
