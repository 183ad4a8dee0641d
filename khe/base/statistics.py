"""Telling a rate from chance. Pure."""

import math

SURE = 1.96  # the quantile of a 95 % interval


def wilson(part: int, whole: int, z: float = SURE) -> tuple[float, float]:
    """Return the Wilson score interval of a rate for a quantile `z`, as fractions in 0…1; (0, 1) for
    nothing counted. Source: Wilson 1927; recommended for small counts by Brown, Cai and DasGupta 2001."""
    if not whole:
        return (0.0, 1.0)
    p, zz = part / whole, z * z
    middle = (p + zz / (2 * whole)) / (1 + zz / whole)
    reach = z * math.sqrt(p * (1 - p) / whole + zz / (4 * whole * whole)) / (1 + zz / whole)
    return (
        max(0.0, middle - reach) if part else 0.0,
        min(1.0, middle + reach) if part < whole else 1.0,
    )
