"""Whether past decisions worked."""
