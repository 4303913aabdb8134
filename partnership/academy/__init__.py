"""The academy: training that fits, places given fairly, people cared for, and a passport of what they completed."""
