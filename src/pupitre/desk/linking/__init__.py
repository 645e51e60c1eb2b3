"""Links that no company writes down, proposed with their reasons, and what people answer."""
