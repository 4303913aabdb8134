"""The framework: what it is, shown whole, standard by standard and seat by seat."""
