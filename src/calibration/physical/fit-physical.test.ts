import { describe, expect, it } from 'vitest';
import { TRUE_PATTERN, TRUE_SECTOR, townCase } from '../../testing/calibration-town.ts';
import { Random } from '../../units/random.ts';
import { fitPhysical } from './fit-physical.ts';
import { ANTENNA_ONLY, PhysicalModel, type SectorPaths } from './physical-model.ts';
import { physicalProblem } from './physical-problem.ts';
import { VectorisedForm } from './vectorised.ts';

async function fitCase(options: Parameters<typeof townCase>[0]) {
  const of = await townCase(options);
  const { scene, sector, wallThicknessM, observations } = of;
  const paths: SectorPaths = { scene, sector, cache: of.paths!, wallThicknessM };
  return { paths, observed: observations.levelDbm, weight: new Float64Array(observations.count).fill(0.3) };
}

const named = (model: PhysicalModel, x: Float64Array) =>
  Object.fromEntries(model.values(x).map((v, j) => [model.parameters[j]!.key, v]));

describe('fitting the antenna', () => {
  it.each([20, 180])('finds azimuth, gain and beamwidth from a list that is %i degrees off', async (off) => {
    const { paths, observed, weight } = await fitCase({
      noiseDb: 4,
      listed: { azimuthDeg: (TRUE_SECTOR.azimuthDeg + off) % 360, pattern: 'tr38901' },
    });
    const fit = fitPhysical(paths, observed, weight, { choice: ANTENNA_ONLY, optimiser: 'levenberg-marquardt' });
    const found = named(fit.model, fit.coordinates);
    expect(Math.abs(found.azimuth! - TRUE_SECTOR.azimuthDeg)).toBeLessThan(2);
    expect(Math.abs(found['peak-gain']! - TRUE_PATTERN.peakGainDbi)).toBeLessThan(0.5);
    expect(Math.abs(found['horizontal-beamwidth']! - TRUE_PATTERN.horizontalBeamwidthDeg)).toBeLessThan(4);
    expect(fit.stoppedBy).toBe('converged');
  });

  it('finds a tilt that is let go', async () => {
    const { paths, observed, weight } = await fitCase({ noiseDb: 2, listed: { downtiltDeg: 3 } });
    const choice = { ...ANTENNA_ONLY, tilt: true };
    const fit = fitPhysical(paths, observed, weight, { choice, optimiser: 'levenberg-marquardt' });
    expect(Math.abs(named(fit.model, fit.coordinates).downtilt! - TRUE_SECTOR.downtiltDeg)).toBeLessThan(1.5);
  });

  it('gives the same optimum by every optimiser, within its reach', async () => {
    const { paths, observed, weight } = await fitCase({ noiseDb: 4, listed: { azimuthDeg: 50, pattern: 'tr38901' } });
    const mae = (levels: Float64Array) => levels.reduce((s, l, i) => s + Math.abs(l - observed[i]!), 0) / levels.length;
    const errors = (['levenberg-marquardt', 'lbfgs', 'adam', 'adam-vectorised'] as const).map((optimiser) =>
      mae(fitPhysical(paths, observed, weight, { choice: ANTENNA_ONLY, optimiser, iterations: 120 }).levels),
    );
    for (const error of errors) expect(Math.abs(error - errors[0]!)).toBeLessThan(0.15);
  });
});

describe('materials', () => {
  it('fit better than the table does, where walls are not what the table says', async () => {
    const { paths, weight } = await fitCase({});
    const choice = { ...ANTENNA_ONLY, materials: true };
    const truth = new PhysicalModel(paths, choice);
    const changed = truth.start();
    changed[truth.parameters.findIndex((p) => p.key === 'permittivity:concrete')]! += 0.4;
    const random = new Random(3);
    const observed = truth.evaluate(changed, null).map((level) => level + random.normal());
    const rms = (levels: Float64Array) =>
      Math.sqrt(levels.reduce((s, l, i) => s + (l - observed[i]!) ** 2, 0) / levels.length);
    const antenna = fitPhysical(paths, observed, weight, { choice: ANTENNA_ONLY, optimiser: 'levenberg-marquardt' });
    const all = fitPhysical(paths, observed, weight, { choice, optimiser: 'levenberg-marquardt' });
    expect(rms(all.levels)).toBeLessThan(0.8 * rms(antenna.levels));
    expect(rms(all.levels)).toBeLessThan(1.2);
  });

  it('of single buildings have rows of their own, with a gradient', async () => {
    const { paths, observed, weight } = await fitCase({});
    const model = new PhysicalModel(paths, { ...ANTENNA_ONLY, materials: true, walls: true, buildings: true });
    expect(model.parameters.some(({ group }) => group === 'building')).toBe(true);
    const problem = physicalProblem(model, observed, weight);
    const x = model.start();
    const m = x.length;
    const jacobian = problem.evaluate(x, true).jacobian!.slice();
    const h = 1e-5;
    for (let j = 0; j < m; j++) {
      const [above, below] = [1, -1].map((sense) => {
        const there = x.slice();
        there[j]! += sense * h;
        return problem.evaluate(there, false).predicted.slice();
      }) as [Float64Array, Float64Array];
      let beyond = 0;
      for (let i = 0; i < observed.length; i++) {
        const slope = (above[i]! - below[i]!) / (2 * h);
        if (Math.abs(jacobian[i * m + j]! - slope) > 1e-3 * (1 + Math.abs(slope))) beyond++;
      }
      expect(beyond, model.parameters[j]!.key).toBeLessThanOrEqual(2);
    }
  });
});

describe('the vectorised form', () => {
  const rows = [{ group: 'antenna' as const }, { group: 'antenna' as const }, { group: 'material' as const }];
  const form = new VectorisedForm(rows);

  it('starts where the scalars do', () => {
    const z = Float64Array.of(0.7, -1.3, 0);
    expect([...form.scalars(form.start(z))].map((v) => v.toFixed(12))).toEqual([...z].map((v) => v.toFixed(12)));
  });

  it('has the gradient of finite differences, and never none at the start', () => {
    const scalar = {
      size: 3,
      evaluate: (z: Float64Array) => ({
        cost: z[0]! ** 2 + Math.sin(z[1]!) + z[0]! * z[2]!,
        gradient: Float64Array.of(2 * z[0]! + z[2]!, Math.cos(z[1]!), z[0]!),
      }),
    };
    const problem = form.problem(scalar);
    const x = form.start(Float64Array.of(0.4, 0, 0)).map((v, k) => v + 0.01 * k);
    const { gradient } = problem.evaluate(x);
    for (let k = 0; k < form.size; k++) {
      const at = (by: number) => problem.evaluate(x.map((v, i) => (i === k ? v + by : v))).cost;
      expect(gradient[k]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 6);
    }
    expect(problem.evaluate(form.start(new Float64Array(3))).gradient.some((v) => v !== 0)).toBe(true);
  });
});
