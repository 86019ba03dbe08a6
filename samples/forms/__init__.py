"""Application forms in Word: how each design asks, how people fill it in, and what they spoil."""
