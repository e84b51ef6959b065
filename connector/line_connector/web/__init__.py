"""What every process of ours that listens shares: its socket, and bounds for each connection."""
