"""What a figure rests on: its row, the rows it is computed from, the files they came from."""
