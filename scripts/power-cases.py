"""Power saving by convex programming: src/planning/power/power-cases.json.

    python3 -m venv VENV && VENV/bin/pip install numpy==2.4.6 scipy==1.17.1 cvxpy==1.7.2 clarabel==0.11.1
    VENV/bin/python scripts/power-cases.py > src/planning/power/power-cases.json && npx biome format --write src/planning/power

For drawn networks with given associations: `exact`, the least total power per resource block by Yates' iteration on the powers with a
bracketing root finder (SciPy), and `below` and `above`, the optima of the geometric program with m = 12 tangents of ln log2(1 + e^s)
(eqs 23-24) by Clarabel. Tangents of a concave function lie above it, so the program with them asks too little power (`below`); with all
of them lowered by the greatest error it asks too much (`above`). Powers in units of the noise of a block.
"""

import json

import cvxpy as cp
import numpy as np
from scipy.optimize import brentq

M, LOW_DB, HIGH_DB = 12, -30.0, 50.0


def h(s):
    return np.log(np.log2(1 + np.exp(s)))


def slope(s):
    return np.exp(s) / (1 + np.exp(s)) / np.log(1 + np.exp(s))


def tangents():
    """Touching points that share the greatest error evenly, and that error."""
    grid = np.linspace(LOW_DB, HIGH_DB, 20001) * np.log(10) / 10

    def error_of(points):
        values = np.min(h(points)[:, None] + slope(points)[:, None] * (grid[None, :] - points[:, None]), axis=0) - h(grid)
        return values, grid

    # Density of points as the square root of the curvature: equal errors between neighbours.
    curvature = -np.gradient(slope(grid), grid)
    measure = np.concatenate([[0], np.cumsum(np.sqrt(np.maximum(curvature, 1e-12))[:-1] * np.diff(grid))])
    points = np.interp((np.arange(M) + 0.5) / M * measure[-1], measure, grid)
    return points, float(np.max(error_of(points)[0]))


def exact(gain, demand, serving):
    """gain [users x sectors] over noise, demand t/B. Least powers by rising iteration."""
    n, sectors = gain.shape
    power = np.full(sectors, 1e-12)
    for _ in range(100000):
        before = power.copy()
        for j in range(sectors):
            own = np.flatnonzero(serving == j)
            others = 1 + gain[own] @ power - gain[own, j] * power[j]

            def load(q):
                return np.sum(demand[own] / (np.log1p(np.exp(q) * gain[own, j] / others) / np.log(2))) - 1

            power[j] = np.exp(brentq(load, -60, 60, xtol=1e-14, rtol=1e-14))
        if np.max(np.abs(power / before - 1)) < 1e-13:
            return power
    raise RuntimeError("no fixed point")


def program(gain, demand, serving, points, lowered, scale):
    """Optimum with tangents; `scale` are powers near it, which only condition the solver: q = ln(power / scale)."""
    n, sectors = gain.shape
    b = slope(points)
    log_a = h(points) - b * points - lowered
    heard = np.log(gain * scale)
    q, u, z = cp.Variable(sectors), cp.Variable(n), cp.Variable(n)
    constraints = []
    for i in range(n):
        j = serving[i]
        terms = [-q[j] - heard[i, j]] + [q[k] - q[j] + heard[i, k] - heard[i, j] for k in range(sectors) if k != j]
        constraints.append(cp.log_sum_exp(cp.hstack(terms)) <= z[i])
        # log(1/SINR) - u / b <= log(a B / t) / b, for every tangent
        constraints.append(b * z[i] - u[i] <= log_a - np.log(demand[i]))
    for j in range(sectors):
        constraints.append(cp.log_sum_exp(u[np.flatnonzero(serving == j)]) <= 0)
    problem = cp.Problem(cp.Minimize(cp.log_sum_exp(q + np.log(scale))), constraints)
    problem.solve(solver=cp.CLARABEL)
    assert problem.status == "optimal", problem.status
    return float(np.exp(problem.value))


def network(seed, users, sectors, mean_demand):
    rng = np.random.default_rng(seed)
    angle = np.arange(sectors) * 2 * np.pi / sectors
    masts = 400 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    places = rng.uniform(-600, 600, (users, 2))
    distance = np.maximum(30, np.linalg.norm(places[:, None] - masts[None], axis=2))
    gain_db = 100 - 35 * np.log10(distance) + rng.normal(0, 8, (users, sectors))
    gain = np.array([[float(f"{g:.6g}") for g in row] for row in 10 ** (gain_db / 10)])
    demand = np.round(mean_demand * np.exp(rng.normal(0, 1, users)), 6)
    return gain, demand, np.argmax(gain, axis=1)


def main():
    points, error = tangents()
    cases = []
    for seed, users, sectors, mean in [(1, 12, 2, 0.15), (2, 24, 3, 0.12), (3, 60, 5, 0.06), (5, 100, 5, 0.045)]:
        gain, demand, serving = network(seed, users, sectors, mean)
        power = exact(gain, demand, serving)
        cases.append(
            {
                "users": users,
                "sectors": sectors,
                "gain": gain.ravel().tolist(),
                "demand": demand.tolist(),
                "serving": serving.tolist(),
                "exact": power.tolist(),
                "below": program(gain, demand, serving, points, 0.0, power),
                "above": program(gain, demand, serving, points, error, power),
            }
        )
    print(json.dumps({"tangents": M, "error": error, "cases": cases}))


main()
