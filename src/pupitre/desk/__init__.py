"""The shell: domains examine snapshots, findings are kept, people decide."""
