"""Swimlane Turbine: every declared action as a connector that its own runner can load.

`bundle` writes the connector's files, `override` is what the scripts in it stand on, `protocol` is
the same contract without files, and `call` is what those two share. Inputs are read in two steps:
`inputs` takes them out of their parts, `mending` reads the forms of older playbooks.
"""
