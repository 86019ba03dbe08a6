"""Draws application packages of companies that do not exist, together with the truth about them.

`shanghai/cast.toml` holds the facts, the twist and the expected outcome of each package; each paper has its module.
`python -m samples.build samples/shanghai` writes `packages/` and `expected/` again, byte for byte.
"""
