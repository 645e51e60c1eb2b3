"""What series will read, with calibrated ranges."""
