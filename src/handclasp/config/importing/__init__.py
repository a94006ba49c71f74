"""Files at the door: finding, reading and importing them."""
