"""Wedge diffraction by SciPy: src/radio/utd-cases.json.

    python3 -m venv VENV && VENV/bin/pip install numpy==2.4.6 scipy==1.17.1
    VENV/bin/python scripts/utd-cases.py > src/radio/utd-cases.json && npx biome format --write src/radio

`fit`: the polynomials of src/radio/utd.ts for the auxiliary Fresnel functions f and g (Abramowitz & Stegun 7.3.5, 7.3.6), by
interpolation in Chebyshev nodes. `transition`: F(x) = 2j sqrt(x) e^{jx} int_{sqrt x}^inf e^{-jt^2} dt from the Faddeeva function.
`halfPlane`: Sommerfeld's exact total field of a plane wave at a conducting half-plane (Born & Wolf section 11.5). `wedge`: exact
total field of a line source at a conducting wedge by its eigenfunction series (Balanis, Advanced Engineering Electromagnetics,
section 13.3), relative to the source alone at its distance from the edge. Time factor e^{+jwt}; lengths in wavelengths.
"""

import json

import numpy as np
from numpy.polynomial import chebyshev
from scipy.special import hankel2, jv, wofz

NEAR_DEGREE, FAR_DEGREE, JOIN = 12, 6, 2.0


def tail(a):
    """e^{j a^2} int_a^inf e^{-j t^2} dt for a of either sign."""
    return np.sqrt(np.pi) / 2 * np.exp(-0.25j * np.pi) * wofz(1j * np.exp(0.25j * np.pi) * a)


def auxiliary(z):
    """f and g of z >= 0."""
    q = tail(np.sqrt(np.pi / 2) * z) / np.sqrt(np.pi / 2)
    return -q.imag, q.real


def polynomial(function, degree):
    """Coefficients, constant first, of the interpolant of a function of s in [-1, 1]."""
    return chebyshev.cheb2poly(chebyshev.chebinterpolate(function, degree)).tolist()


def fit():
    def far(s):
        return 1 / np.sqrt((s + 1) / 2 / JOIN**2)

    return {
        "nearF": polynomial(lambda s: auxiliary((s + 1) / 2 * JOIN)[0], NEAR_DEGREE),
        "nearG": polynomial(lambda s: auxiliary((s + 1) / 2 * JOIN)[1], NEAR_DEGREE),
        "farF": polynomial(lambda s: auxiliary(far(s))[0] * np.pi * far(s), FAR_DEGREE),
        "farG": polynomial(lambda s: auxiliary(far(s))[1] * np.pi**2 * far(s) ** 3, FAR_DEGREE),
    }


def transition(x):
    value = 2j * np.sqrt(x) * tail(np.sqrt(x))
    return [x, value.real, value.imag]


def half_plane(phi_inc_deg, kr, phi_deg):
    """Total soft and hard field at (kr, phi), the plane on phi = 0, a unit plane wave from phi_inc."""

    def part(beta):
        a = -np.sqrt(2 * kr) * np.cos(beta / 2)
        return np.exp(0.25j * np.pi) / np.sqrt(np.pi) * np.exp(-1j * kr) * tail(a)

    phi, inc = np.radians(phi_deg), np.radians(phi_inc_deg)
    soft, hard = part(phi - inc) - part(phi + inc), part(phi - inc) + part(phi + inc)
    return [phi_inc_deg, kr, phi_deg, soft.real, soft.imag, hard.real, hard.imag]


def wedge(n, source, phi_source_deg, receiver, phi_deg):
    """Total soft and hard field of a line source, relative to its field at the edge; distances in wavelengths."""
    k = 2 * np.pi
    order = np.arange(int(6 * k * min(source, receiver) * n) + 200)
    nu = order / n
    radial = jv(nu, k * min(source, receiver)) * hankel2(nu, k * max(source, receiver))
    radial[~np.isfinite(radial)] = 0
    phi, inc = np.radians(phi_deg), np.radians(phi_source_deg)
    half = np.where(order == 0, 0.5, 1.0)
    soft = 4 / n * np.sum(radial * np.sin(nu * phi) * np.sin(nu * inc))
    hard = 4 / n * np.sum(half * radial * np.cos(nu * phi) * np.cos(nu * inc))
    at_edge = hankel2(0, k * source)
    return [n, source, phi_source_deg, receiver, phi_deg, abs(soft / at_edge), abs(hard / at_edge)]


def main():
    cases = {
        "fit": fit(),
        "transition": [transition(x) for x in [1e-12, 1e-6, 1e-3, 0.01, 0.1, 0.3, 0.5, 1, 2, 3, 5, 6, 6.5, 7, 10, 30, 100, 1e4]],
        "halfPlane": [half_plane(i, kr, p) for i in (30, 60, 120) for kr in (20, 200, 2000) for p in (10, 75, 170, 200, 230, 290, 340)],
        "wedge": [wedge(n, 20, i, r, p) for n in (1.5, 1.75) for i in (25, 70) for r in (6, 15) for p in (12, 50, 150, 211, 230, 250, 264)],
    }
    print(json.dumps(cases))


if __name__ == "__main__":
    main()
