"""How a panel's points are read, whatever scale a vacancy has: a table of facts, nothing else.

The points themselves, their words and what counts as met are the vacancy's own (`vacancies.scales`).
"""

from vacancies import scales

# No vacancy's scale goes higher.
HIGHEST = max(scales.LOWEST) + scales.MOST_LABELS - 1
# From this many points between two members they should talk about it.
DIVERGENCE = 2
