"""How a demo company is made up, part by part."""
