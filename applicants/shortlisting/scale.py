"""The scale a panel scores on: a table of facts, nothing else."""

# Points and their anchors, worded so that two people mean the same by them.
ANCHORS = {
    0: "No evidence",
    1: "Some evidence",
    2: "Meets the criterion",
    3: "Exceeds the criterion",
}
# From here a criterion counts as met.
MET = 2
# From this many points between two members they should talk about it.
DIVERGENCE = 2
