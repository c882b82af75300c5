"""Figures of merit by NumPy, scikit-learn and scikit-image: src/metrics/metric-cases.json.

    python3 -m venv VENV && VENV/bin/pip install numpy==2.4.6 scikit-learn==1.9.1 scikit-image==0.26.0
    VENV/bin/python scripts/metric-cases.py > src/metrics/metric-cases.json && npx biome format --write src/metrics

The maps are synthetic, rounded to 0.01 dB, and stored beside the figures, so that the test needs no generator. Null in a map is
"no data"; null in a figure is one that the pairs do not define.
"""

import json
import warnings

import numpy as np
import skimage
import sklearn
from skimage.metrics import structural_similarity
from sklearn.metrics import (
    accuracy_score,
    jaccard_score,
    mean_absolute_error,
    r2_score,
    root_mean_squared_error,
)

ROWS, COLUMNS = 18, 15
FLOOR_DBM = -140.0
SSIM_MIN_DBM, SSIM_MAX_DBM = -140.0, -44.0


def maps() -> dict[str, np.ndarray]:
    """Levels [dBm] by name, row 0 = north."""
    random = np.random.default_rng(20240401)
    row, column = np.mgrid[0:ROWS, 0:COLUMNS]
    distance = 20 + 5 * np.hypot(row - 8.5, column - 7)
    reference = -30 - 32 * np.log10(distance) + 5 * np.sin(row / 2.3) * np.cos(column / 1.7)
    reference += random.normal(0, 3, reference.shape)
    predicted = -34 - 29 * np.log10(distance) + 3 * np.sin(row / 2) + random.normal(0, 4, reference.shape)
    dark = predicted.copy()
    dark[(row + 2 * column) % 7 == 0] = np.nan
    sparse = reference.copy()
    sparse[random.random(reference.shape) < 0.6] = np.nan
    beyond = predicted.copy()
    beyond[:4] += 70
    beyond[-4:] -= 60
    one = np.full(reference.shape, np.nan)
    one[3, 4] = -91.25
    arrays = {
        "reference": reference,
        "predicted": predicted,
        "predicted with holes": dark,
        "sparse reference": sparse,
        "predicted beyond the range": beyond,
        # -90.1 is no binary fraction: its mean is not itself.
        "constant": np.full(reference.shape, -90.1),
        "one cell": one,
        "nothing": np.full(reference.shape, np.nan),
    }
    return {name: np.round(values, 2) for name, values in arrays.items()}


def errors(predicted: np.ndarray, reference: np.ndarray, policy: str) -> dict[str, float | None]:
    """Figures of the pairs that a policy keeps."""
    measured = np.isfinite(reference)
    covered = measured & np.isfinite(predicted)
    kept = covered if policy == "covered" else measured
    p = np.where(np.isfinite(predicted), predicted, FLOOR_DBM)[kept]
    y = reference[kept]
    count = {"count": int(kept.sum()), "measured": int(measured.sum())}
    if kept.sum() == 0:
        names = ("rmse", "mae", "bias", "sigma", "pcc", "r2", "smape")
        return {**count, "coverage": 0.0, **dict.fromkeys(names)}
    e = p - y
    flat = np.ptp(p) == 0 or np.ptp(y) == 0
    return {
        **count,
        "coverage": covered.sum() / measured.sum(),
        "rmse": root_mean_squared_error(y, p),
        "mae": mean_absolute_error(y, p),
        "bias": np.mean(e),
        "sigma": np.std(e),
        "pcc": None if flat else np.corrcoef(p, y)[0, 1],
        "r2": None if np.ptp(y) == 0 else r2_score(y, p),
        "smape": np.mean(np.abs(e) / (np.abs(p) + np.abs(y))),
    }


def similarity(predicted: np.ndarray, reference: np.ndarray) -> float:
    """SSIM with the window, constants and range that src/metrics/ssim.ts states."""
    scaled = [
        (np.clip(np.nan_to_num(level, nan=SSIM_MIN_DBM), SSIM_MIN_DBM, SSIM_MAX_DBM) - SSIM_MIN_DBM)
        / (SSIM_MAX_DBM - SSIM_MIN_DBM)
        for level in (predicted, reference)
    ]
    return structural_similarity(
        *scaled,
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
        data_range=1.0,
        K1=0.01,
        K2=0.03,
    )


def agreement(predicted: np.ndarray, reference: np.ndarray) -> dict[str, float | None]:
    """How far two maps cover the same cells."""
    a, b = np.isfinite(predicted).ravel(), np.isfinite(reference).ravel()
    return {
        "agreement": accuracy_score(b, a),
        "overlap": jaccard_score(b, a) if (a | b).any() else None,
    }


PAIRS = [
    ("predicted", "reference"),
    ("predicted with holes", "reference"),
    ("predicted with holes", "sparse reference"),
    ("predicted beyond the range", "reference"),
    ("reference", "reference"),
    ("constant", "reference"),
    ("predicted", "constant"),
    ("constant", "constant"),
    ("predicted", "one cell"),
    ("nothing", "reference"),
]


def plain(value: object) -> object:
    """Numbers as JSON has them."""
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    return value.item() if isinstance(value, np.generic) else value


def main() -> None:
    """Writes the document to standard output."""
    warnings.simplefilter("error")
    arrays = maps()
    cases = []
    for predicted, reference in PAIRS:
        a, b = arrays[predicted], arrays[reference]
        cases.append(
            {
                "predicted": predicted,
                "reference": reference,
                "covered": errors(a, b, "covered"),
                "all": errors(a, b, "all"),
                "ssim": similarity(a, b),
                "coverage": agreement(a, b),
            }
        )
    levels = {
        name: [None if np.isnan(level) else level for level in values.ravel().tolist()]
        for name, values in arrays.items()
    }
    made_with = {"numpy": np.__version__, "scikit-learn": sklearn.__version__, "scikit-image": skimage.__version__}
    document = {"madeWith": made_with, "rows": ROWS, "columns": COLUMNS, "maps": levels, "cases": [plain(c) for c in cases]}
    print(json.dumps(document, separators=(",", ":")))


if __name__ == "__main__":
    main()
