"""What offices write in a cell: numbers, dates, periods, words."""
