"""What an event log says of a process: where work goes, waits, comes back, and how much of it is done twice."""
