"""Splits by area: a city is either trained on, validated on or tested on, never two of them.

Cities are ranked by their seed. The fixed hold-out of the shipped models is every n-th rank,
starting with the first. Fold k of n starts at rank floor(k N / n) and takes cities in cyclic order
until the next fold's start is reached and at least 1/n of all maps are in it, so that every city is
tested and as few as possible are tested twice. Validation takes every tenth remaining city.
"""

from dataclasses import dataclass
from pathlib import Path

VALIDATION_EVERY = 10


@dataclass(frozen=True)
class Split:
    """Cities of the three parts."""

    train: tuple[int, ...]
    validation: tuple[int, ...]
    test: tuple[int, ...]

    def paths(self, part: str, by_city: dict[int, list[Path]]) -> list[Path]:
        """Sample files of `train`, `validation` or `test`."""
        return [path for city in getattr(self, part) for path in by_city[city]]


def parse_fold(text: str) -> tuple[int, int]:
    """Reads `k/n` with 0 <= k < n."""
    fold, folds = (int(part) for part in text.split("/"))
    if not 0 <= fold < folds:
        raise ValueError(f"fold {text!r} is outside 0..{folds - 1}")
    return fold, folds


def fold_cities(counts: dict[int, int], fold: int, folds: int) -> tuple[int, ...]:
    """Test cities of one fold, given the number of maps of every city."""
    cities = sorted(counts)
    if len(cities) < folds:
        raise ValueError(f"{len(cities)} cities do not make {folds} folds")
    start = fold * len(cities) // folds
    end = (fold + 1) * len(cities) // folds
    wanted = sum(counts.values()) / folds
    chosen: list[int] = []
    maps = 0
    for step in range(len(cities) - 1):
        if start + step >= end and maps >= wanted:
            break
        city = cities[(start + step) % len(cities)]
        chosen.append(city)
        maps += counts[city]
    return tuple(chosen)


def make_split(
    by_city: dict[int, list[Path]], fold: tuple[int, int] | None, holdout_every: int | None
) -> Split:
    """The split for a fold, for the fixed hold-out, or without a test part."""
    cities = sorted(by_city)
    if fold is not None:
        counts = {city: len(paths) for city, paths in by_city.items()}
        test = fold_cities(counts, *fold)
    elif holdout_every:
        test = tuple(city for rank, city in enumerate(cities) if rank % holdout_every == 0)
    else:
        test = ()
    remaining = [city for city in cities if city not in test]
    if len(remaining) < 2:
        raise ValueError("too few cities: training needs one and validation another")
    # The middle of each ten, so that neither end of the seed range is always validation.
    offset = min(VALIDATION_EVERY // 2, len(remaining) - 1)
    validation = tuple(remaining[offset::VALIDATION_EVERY])
    train = tuple(city for city in remaining if city not in validation)
    return Split(train, validation, test)
