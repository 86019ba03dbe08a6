"""The text papers of a package: each builder prints one paper and writes down, as it prints, what the paper says."""
