"""What an engineer would write down of a place and its sector, one row a place: the trees' inputs, and the
network's beside its windows."""

import torch

from .line_of_sight import sight
from .measured_city import BUILT_M, MeasuredCity

SAMPLES = 160
SINE_COLUMN = 7
"""The bearing's sine, whose sign a mirror turns."""

LOG_DISTANCE_COLUMN = 1
GAIN_COLUMN = 0


def place_features(
    city: MeasuredCity, sector: torch.Tensor, x: torch.Tensor, y: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Features [places, 32] and clutter codes [places]."""
    look = sight(city, sector, x, y, SAMPLES)
    own = city.sample(city.roof, x, y)

    def here(rasters: dict[int, torch.Tensor]) -> list[torch.Tensor]:
        return [city.sample(raster, x, y) for raster in rasters.values()]

    def at_mast(raster: torch.Tensor) -> torch.Tensor:
        return city.sample(raster, city.x, city.y)[sector]

    ground = city.sample(city.altitude, x, y) - at_mast(city.altitude)
    below_beam = torch.rad2deg(city.downtilt[sector] - look.depression)
    columns = [
        look.free_space_gain,
        look.log_distance,
        look.obstruction.log1p(),
        look.excess_height,
        look.knife_edge_loss,
        look.line_of_sight,
        look.bearing_cos,
        look.bearing_sin,
        below_beam.clamp(-30, 30),
        look.mean_roof,
        look.built_share,
        look.nu.clamp(-9, 30),
        own,
        (own > BUILT_M).float(),
        *here(city.height_mean),
        *here(city.built_mean),
        *here(city.known_mean),
        ground.clamp(-30, 30),
        city.height[sector],
        city.downtilt[sector],
        city.power[sector],
        city.frequency_hz[sector] / 1e9,
        at_mast(city.roof),
        at_mast(city.height_mean[5]),
        at_mast(city.height_mean[20]),
        at_mast(city.built_mean[20]),
        at_mast(city.known_mean[20]),
    ]
    return torch.stack(columns, 1), city.sample(city.clutter, x, y).long()


def standardised(features: torch.Tensor, seed: int = 1) -> torch.Tensor:
    """Columns with mean 0 and deviation 1 over a sample of the rows, clipped to 6 deviations."""
    generator = torch.Generator().manual_seed(seed)
    rows = torch.randint(len(features), (min(len(features), 200_000),), generator=generator)
    sample = features[rows.to(features.device)]
    scaled = (features - sample.mean(0)) / sample.std(0).clamp(min=1e-3)
    return scaled.clamp(-6, 6).half()
