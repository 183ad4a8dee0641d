"""What a person may type about pools, rotation and handovers."""
