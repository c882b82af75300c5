"""What the straight line from an antenna to a place meets: the shipped predictors' channels, for any
places at once. Formulas as in the studio's features (free space and antenna, obstruction, dominant roof
edge and one on either side of it by Deygout, ITU-R P.526-15)."""

import math
from dataclasses import dataclass

import torch

from .measured_city import MeasuredCity

SPEED_OF_LIGHT = 299_792_458.0
RECEIVER_M = 1.5
LEAST_EXCESS_M = -50.0
CLEAR = -0.78
"""An edge whose nu is no greater costs nothing (ITU-R P.526-15, eq. 31)."""

NONE = -1e9
AT_ONCE = 2**25
"""Samples of roofs held at a time."""


@dataclass
class Sight:
    """One value a place."""

    free_space_gain: torch.Tensor
    log_distance: torch.Tensor
    obstruction: torch.Tensor
    excess_height: torch.Tensor
    knife_edge_loss: torch.Tensor
    line_of_sight: torch.Tensor
    bearing_cos: torch.Tensor
    bearing_sin: torch.Tensor
    depression: torch.Tensor
    """Angle of the place below the antenna's horizon [rad]."""
    mean_roof: torch.Tensor
    """Mean roof along the line [m], and the share of it that is built."""
    built_share: torch.Tensor
    nu: torch.Tensor
    """Of the dominant edge; -9 where there is no roof."""


def knife_edge_loss(nu: torch.Tensor) -> torch.Tensor:
    """Loss [dB] of one edge (ITU-R P.526-15, eq. 31)."""
    loss = 6.9 + 20 * torch.log10(torch.sqrt((nu - 0.1) ** 2 + 1) + nu - 0.1)
    return torch.where(nu > CLEAR, loss, torch.zeros_like(nu))


def sector_gain(theta: torch.Tensor, phi: torch.Tensor) -> torch.Tensor:
    """Gain [dBi] of TR 38.901's element; zenith and azimuth angles in its own frame [deg]."""
    vertical = (12 * ((theta - 90) / 65) ** 2).clamp(max=30)
    horizontal = (12 * (phi / 65) ** 2).clamp(max=30)
    return 8 - (vertical + horizontal).clamp(max=30)


def sight(
    city: MeasuredCity, sector: torch.Tensor, x: torch.Tensor, y: torch.Tensor, samples: int
) -> Sight:
    """Looks from each place's sector to the place. `samples` roofs are read along every line."""
    step = max(1, AT_ONCE // samples)
    parts = [
        _sight(city, sector[k : k + step], x[k : k + step], y[k : k + step], samples)
        for k in range(0, len(x), step)
    ]
    names = Sight.__dataclass_fields__
    return Sight(**{name: torch.cat([getattr(part, name) for part in parts]) for name in names})


def _sight(
    city: MeasuredCity, sector: torch.Tensor, x: torch.Tensor, y: torch.Tensor, samples: int
) -> Sight:
    height = city.height[sector]
    dx, dy = (x - city.x[sector]).float(), (y - city.y[sector]).float()
    plan = torch.sqrt(dx * dx + dy * dy).clamp(min=0.5)
    rise = RECEIVER_M - height
    slant = torch.sqrt(plan * plan + rise * rise)
    wavelength = SPEED_OF_LIGHT / city.frequency_hz[sector]
    share = (torch.arange(samples, device=x.device) + 0.5) / samples
    roof = city.sample(
        city.roof,
        city.x[sector][:, None] + share * dx[:, None].double(),
        city.y[sector][:, None] + share * dy[:, None].double(),
    )
    t = share * plan[:, None]
    built = roof > 0
    over = roof - (height[:, None] + rise[:, None] * share)
    above = (over > 0) & built
    nu, edge = _highest(over, t, torch.zeros_like(plan), plan, built, wavelength)
    at, top = (values.gather(1, edge[:, None])[:, 0] for values in (t, roof))
    excess = over.gather(1, edge[:, None])[:, 0].clamp(min=LEAST_EXCESS_M)
    loss = knife_edge_loss(nu)
    index = torch.arange(samples, device=x.device)[None]
    ground = torch.full_like(height, RECEIVER_M)
    for side in ("near", "far"):
        near = side == "near"
        start = (torch.zeros_like(at), height) if near else (at, top)
        end = (at, top) if near else (plan, ground)
        on_side = built & ((index < edge[:, None]) if near else (index > edge[:, None]))
        slope = (end[1] - start[1]) / (end[0] - start[0]).clamp(min=0.01)
        line = start[1][:, None] + slope[:, None] * (t - start[0][:, None])
        nu_side, k = _highest(roof - line, t, start[0], end[0], on_side, wavelength)
        stands, roof_side = (values.gather(1, k[:, None])[:, 0] for values in (t, roof))
        alone = (roof_side - (height + rise * stands / plan)) * torch.sqrt(
            2 / wavelength * (1 / stands + 1 / (plan - stands).clamp(min=0.01))
        )
        ends = (plan - at, stands) if near else (at, plan - stands)
        correction = _close_edges(ends[0], (at - stands).abs(), ends[1], nu, alone)
        extra = (knife_edge_loss(nu_side) - correction).clamp(min=0)
        loss = loss + torch.where((nu > CLEAR) & (nu_side > CLEAR), extra, torch.zeros_like(extra))
    bearing = torch.atan2(dx, dy) - city.azimuth[sector]
    cosine, sine = torch.cos(bearing), torch.sin(bearing)
    forward, left, up = plan * cosine / slant, -plan * sine / slant, rise / slant
    tilt = city.downtilt[sector]
    ahead = forward * torch.cos(tilt) - up * torch.sin(tilt)
    zenith = (forward * torch.sin(tilt) + up * torch.cos(tilt)).clamp(-1, 1)
    gain = sector_gain(
        torch.rad2deg(torch.acos(zenith)), torch.rad2deg(torch.atan2(left, ahead))
    )
    distance = slant.clamp(min=1)
    found = nu > -9
    return Sight(
        free_space_gain=gain - 20 * torch.log10(4 * math.pi * distance / wavelength),
        log_distance=torch.log10(distance),
        obstruction=above.float().mean(1) * slant,
        excess_height=torch.where(found, excess, torch.full_like(excess, LEAST_EXCESS_M)),
        knife_edge_loss=loss,
        line_of_sight=(above.sum(1) == 0).float(),
        bearing_cos=cosine,
        bearing_sin=sine,
        depression=torch.atan2(-rise, plan),
        mean_roof=roof.mean(1),
        built_share=built.float().mean(1),
        nu=nu,
    )


def _highest(
    over: torch.Tensor,
    t: torch.Tensor,
    start: torch.Tensor,
    end: torch.Tensor,
    allowed: torch.Tensor,
    wavelength: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Greatest nu among the samples between two points of each line, and where; -9 where no roof is."""
    near = (t - start[:, None]).clamp(min=0.01)
    far = (end[:, None] - t).clamp(min=0.01)
    square = torch.where(allowed, over * over.abs() * (1 / near + 1 / far), torch.full_like(t, NONE))
    best, k = square.max(1)
    nu = torch.sign(best) * torch.sqrt(2 / wavelength * best.abs())
    return torch.where(best > NONE / 2, nu, torch.full_like(nu, -9.0)), k


def _close_edges(
    a: torch.Tensor, b: torch.Tensor, c: torch.Tensor, p: torch.Tensor, q: torch.Tensor
) -> torch.Tensor:
    """Correction [dB] for two edges that stand near one another (Deygout 1991)."""
    angle = torch.atan(torch.sqrt((b * (a + b + c) / (a * c).clamp(min=1e-3)).clamp(min=1e-9)))
    p_safe, q_safe = p.clamp(min=1e-6), q.clamp(min=1e-6)
    value = (12 - 20 * torch.log10(2 / (1 - angle / math.pi))) * (q_safe / p_safe) ** (2 * p_safe)
    return torch.where((p > 0) & (q > 0), value, torch.zeros_like(value))
