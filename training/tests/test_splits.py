"""Splits never share a city and cover what they promise."""

from pathlib import Path

import pytest

from boresight_training.splits import fold_cities, make_split, parse_fold


def cities(counts: dict[int, int]) -> dict[int, list[Path]]:
    return {city: [Path(f"{city}-{k}") for k in range(n)] for city, n in counts.items()}


EVEN = {city: 2 for city in range(100, 140)}
UNEVEN = {city: 1 + (city * 7) % 5 for city in range(13)}


@pytest.mark.parametrize("counts", [EVEN, UNEVEN])
def test_folds_are_disjoint_by_city_and_hold_out_a_fifth(counts: dict[int, int]) -> None:
    by_city = cities(counts)
    tested: set[int] = set()
    for fold in range(5):
        split = make_split(by_city, (fold, 5), None)
        parts = [set(split.train), set(split.validation), set(split.test)]
        assert sum(map(len, parts)) == len(set.union(*parts)) == len(counts)
        held = sum(counts[city] for city in split.test)
        assert held >= 0.2 * sum(counts.values())
        tested |= parts[2]
    assert tested == set(counts)


def test_even_folds_never_repeat_a_city() -> None:
    folds = [fold_cities(EVEN, fold, 5) for fold in range(5)]
    assert sorted(city for fold in folds for city in fold) == sorted(EVEN)


def test_validation_is_a_tenth_of_the_training_cities() -> None:
    split = make_split(cities(EVEN), None, 10)
    assert split.test == (100, 110, 120, 130)
    assert len(split.train) + len(split.validation) == 36
    assert len(split.validation) == 4
    assert split.paths("test", cities(EVEN))[0] == Path("100-0")


def test_refuses_too_little() -> None:
    with pytest.raises(ValueError, match="too few cities"):
        make_split(cities({1: 4}), None, None)
    with pytest.raises(ValueError, match="do not make"):
        fold_cities({1: 1, 2: 1}, 0, 5)
    with pytest.raises(ValueError, match="outside"):
        parse_fold("5/5")
    assert parse_fold("4/5") == (4, 5)
