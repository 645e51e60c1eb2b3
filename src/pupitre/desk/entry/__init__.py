"""Writing by hand: what each kind of thing asks for, and two people who write at once."""
