"""The pages where proposed links are answered."""
