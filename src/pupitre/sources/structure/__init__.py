"""Where the tables of a sheet begin and end, and which rows are not data."""
