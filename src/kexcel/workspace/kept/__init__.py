"""What was made of files before, kept so that it need not be made again. Nothing of it is state."""
