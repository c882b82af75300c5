import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNpy, writeNpy } from '../io/formats/npy.ts';
import { runCommand } from '../testing/run-command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boresight-cli-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Two blocks of 40 x 20 m along a street, 20 and 10 m high, in local metres. */
const STREET = {
  type: 'FeatureCollection',
  features: [block(-20, 10, 20, 30, 20), block(-20, -30, 20, -10, 10)],
};

function block(x0: number, y0: number, x1: number, y1: number, height: number) {
  // About 1e-5 degrees a metre at the equator: the street lies round 0.001, 0.001.
  const at = (x: number, y: number) => [0.01 + x / 111_320, 0.01 + y / 110_574];
  const ring = [at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1), at(x0, y0)];
  return { type: 'Feature', properties: { height }, geometry: { type: 'Polygon', coordinates: [ring] } };
}

function street(): string {
  const path = join(folder, 'street.geojson');
  writeFileSync(path, JSON.stringify(STREET));
  return path;
}

const SMALL = ['--size', '24', '--cell-size', '5', '--azimuths', '256', '--max-depth', '2', '--adapter', 'cpu'];

describe('boresight', () => {
  it('lists commands, and answers an unknown one with the nearest name', async () => {
    expect((await runCommand('help')).out).toContain('boresight predict');
    expect((await runCommand('predict', '--help')).out).toContain('--receiver-height M');
    const unknown = await runCommand('predikt');
    expect(unknown).toMatchObject({ code: 1, out: '' });
    expect(unknown.error).toContain('did you mean predict?');
    expect((await runCommand('plan', 'handovr')).error).toContain('did you mean plan handover?');
  });

  it('computes the same map twice and writes it with its description', async () => {
    const out = join(folder, 'map.npy');
    const words = ['predict', '--scene', street(), '--tx', '-60,0,30', '--centre', 'scene', ...SMALL, '--json'];
    const first = await runCommand(...words, '--out', out);
    expect(first.code).toBe(0);
    const document = JSON.parse(first.out);
    expect(document).toMatchObject({ engine: 'sweep', layer: 'path-gain', unit: 'dB', azimuths: 256 });
    expect(document.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(document.covered_percent).toBeGreaterThan(50);
    expect(JSON.parse((await runCommand(...words)).out).hash).toBe(document.hash);
    const map = readNpy(readFileSync(out), 'map.npy');
    expect([map.rows, map.columns]).toEqual([24, 24]);
    expect(Math.max(...map.values.filter(Number.isFinite))).toBeCloseTo(document.max, 4);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('D20: has 7 interactions and receivers 1.5 m high unless told otherwise, and says with what a map was made', async () => {
    const words = ['predict', '--scene', street(), '--tx', '-60,0,30', '--centre', 'scene', '--size', '12'];
    const paper = ['--azimuths', '64', '--adapter', 'cpu', '--refraction', 'off', '--diffraction', 'off', '--json'];
    const document = JSON.parse((await runCommand(...words, ...paper)).out);
    expect(document.settings).toEqual({
      max_depth: 7,
      line_of_sight: true,
      reflection: true,
      refraction: false,
      diffraction: false,
      scattering: false,
      wall_thickness: 0.1,
      seed: 42,
    });
    expect(document.grid.receiver_z).toBe(1.5);
  });

  it('scatters after lobes and by material as told, and says so', async () => {
    const words = [
      'predict',
      '--scene',
      street(),
      '--tx',
      '-60,0,30',
      '--centre',
      'scene',
      '--size',
      '12',
      '--rays',
      '2000',
    ];
    const lobe = ['--scattering-pattern', 'backscattering', '--scattering-alpha-r', '4', '--scattering-alpha-i', '9'];
    const rest = [
      '--scattering-lambda',
      '0.7',
      '--scattering-materials',
      'itu_brick=0.5,glass=0',
      '--cross-polarisation',
      '0.2',
    ];
    const { out } = await runCommand(...words, ...lobe, ...rest, '--adapter', 'cpu', '--max-depth', '1', '--json');
    const document = JSON.parse(out);
    expect(document.engine).toBe('launch');
    expect(document.settings).toMatchObject({
      scattering: 0.3,
      scattering_materials: { brick: 0.5, glass: 0 },
      scattering_pattern: { kind: 'backscattering', alphaR: 4, alphaI: 9, lambda: 0.7 },
      cross_polarisation: 0.2,
    });
  });

  it.each([
    [['--tx', '0,0'], /x,y,z/],
    [['--tx', '0,0,nan'], /not a finite number/],
    [['--tx', '0,0,20', '--cell-size', '0'], /--cell-size 0/],
    [['--tx', '0,0,20', '--cell-size', '0.001'], /--cell-size 0\.001: must be a number \[m\] from 0\.01/],
    [['--tx', '0,0,20', '--frequency', '-1'], /--frequency -1/],
    [['--tx', '0,0,20', '--size', '100000', '--cell-size', '0.01'], /100000 x 100000 cells .* GiB/],
    [['--tx', '0,0,20', '--engine', 'nonsense'], /available: sweep, launch, reference/],
    [['--tx', '0,0,20', '--engine', 'sweep', '--scattering', 'on'], /the sweep does not scatter; use --engine launch/],
    [['--tx', '0,0,20', '--scattering-coefficient', '1.5'], /--scattering-coefficient 1\.5/],
    [['--tx', '0,0,20', '--cross-polarisation', '-0.1'], /--cross-polarisation -0\.1/],
    [
      ['--tx', '0,0,20', '--scattering-materials', 'brick=2'],
      /"brick=2": give a material and a share of the field from 0 to 1/,
    ],
    [['--tx', '0,0,20', '--scattering-materials', 'kryptonite=0.2'], /Unknown material "kryptonite"/],
    [['--tx', '0,0,20', '--scattering-pattern', 'directive'], /directive needs --scattering-alpha-r/],
    [['--tx', '0,0,20', '--scattering-alpha-r', '4'], /--scattering-alpha-r says nothing of .* lambertian/],
    [
      ['--tx', '0,0,20', '--scattering-pattern', 'directive', '--scattering-alpha-r', '0'],
      /--scattering-alpha-r 0: must be .* from 1 to 100/,
    ],
    [
      ['--tx', '0,0,20', '--layer', 'delay-spread', '--engine', 'sweep'],
      /delay spread and angles are known to engines that follow rays/,
    ],
    [['--tx', '0,0,20', '--target-error', '0'], /--target-error 0/],
    [['--tx', '0,0,20', '--roulette-survival', '0.9'], /give --roulette-depth as well/],
    [['--tx', '0,20,15'], /inside building .* 20\.0 m high/],
    [['--tx', '0,0,20', '--out', 'map.bmp'], /must be one of .tif/],
    [[], /nothing transmits/],
  ])('refuses predict %j with exit 1 and a message', async (words, message) => {
    const { code, out, error } = await runCommand('predict', '--scene', street(), ...words, '--json');
    expect([code, out]).toEqual([1, '']);
    expect(error).toMatch(message);
    expect(error).not.toContain('    at ');
  });

  it('writes contours in degrees, and refuses them before the solve where the scene has no place', async () => {
    const out = join(folder, 'contours.geojson');
    const words = ['--tx', '-60,0,30', '--centre', 'scene', ...SMALL, '--out', out, '--json'];
    expect((await runCommand('predict', '--scene', street(), ...words)).code).toBe(0);
    const { features } = JSON.parse(readFileSync(out, 'utf8'));
    expect(features.length).toBeGreaterThan(2);
    const [lon, lat] = features[0].geometry.coordinates[0][0][0];
    expect(Math.hypot(lon - 0.01, lat - 0.01)).toBeLessThan(0.002);

    const nowhere = join(folder, 'nowhere.geojson');
    const ring = [
      [0, 0],
      [9, 0],
      [9, 9],
      [0, 0],
    ];
    const hut = { type: 'Feature', properties: { height: 9 }, geometry: { type: 'Polygon', coordinates: [ring] } };
    writeFileSync(nowhere, JSON.stringify({ ...STREET, 'boresight:coordinates': 'local metres', features: [hut] }));
    const refused = await runCommand('predict', '--scene', nowhere, ...words);
    expect(refused.code).toBe(1);
    expect(refused.error).toMatch(/contours\.geojson: a \.geojson is in degrees and this scene has no place/);
  });

  it('holds a map against measurements by the sector and the place that the map carries', async () => {
    const sites = join(folder, 'sites.csv');
    writeFileSync(sites, 'id,x,y,height,azimuth,frequency,power,power_per,pattern\nA,-60,0,30,90,2600,15,re,iso\n');
    const map = join(folder, 'rsrp.tif');
    const predicted = await runCommand(
      'predict',
      '--scene',
      street(),
      '--sites',
      sites,
      '--layer',
      'rsrp',
      '--out',
      map,
      ...SMALL,
      '--json',
    );
    expect(predicted.error).not.toContain('boresight:');
    expect(predicted.code).toBe(0);
    const measured = join(folder, 'drive.csv');
    writeFileSync(
      measured,
      'lat,lon,cell,rsrp\n0.01,0.0095,A,-70\n0.01,0.00948,A,bad\n0.01,0.0095,B,-70\n0.01,0.0094,A,-75\n,0.0094,A,-75\n',
    );
    const compared = await runCommand('compare', '--prediction', map, '--measurements', measured, '--json');
    expect(compared.code).toBe(0);
    expect(JSON.parse(compared.out)).toMatchObject({
      sector: 'A',
      rows: 5,
      accepted: 3,
      rejected: { 'rsrp-not-a-number': 1, 'position-missing': 1 },
      count: 2,
      coverage: 1,
      by_los: [{ name: 'LOS', count: 2 }],
      by_sector: [{ name: 'A', count: 2 }],
      by_device: null,
      baselines: [{ name: 'constant', count: 2, parameters: { level: -72.5 } }, { name: 'log-distance' }],
    });
    expect(compared.error).toContain('line 3');
  });

  it('compares two arrays cell by cell', async () => {
    const values = Float32Array.from({ length: 144 }, (_, i) => -80 - (i % 7));
    const shifted = values.map((v, i) => (i === 0 ? Number.NaN : v + 2));
    writeFileSync(join(folder, 'p.npy'), writeNpy({ rows: 12, columns: 12, values: shifted }));
    writeFileSync(join(folder, 'r.npy'), writeNpy({ rows: 12, columns: 12, values }));
    const words = ['compare', '--prediction', join(folder, 'p.npy'), '--reference', join(folder, 'r.npy'), '--json'];
    const covered = JSON.parse((await runCommand(...words)).out);
    expect(covered).toMatchObject({ count: 143, measured: 144, mae: 2, bias: 2, rmse: 2, by_distance: null });
    expect(covered.ssim).toBeLessThan(1);
    expect(covered.coverage_agreement).toMatchObject({ both: 143, reference_only: 1, predicted_only: 0, neither: 0 });
    // The one dark cell counts as -140 dBm against -80: (143 * 2 + 60) / 144.
    expect(JSON.parse((await runCommand(...words, '--policy', 'all')).out).mae).toBeCloseTo(346 / 144, 9);
  });

  it('says that a reference without a value is empty', async () => {
    const of = (value: number) => writeNpy({ rows: 12, columns: 12, values: new Float32Array(144).fill(value) });
    writeFileSync(join(folder, 'some.npy'), of(-80));
    writeFileSync(join(folder, 'empty.npy'), of(Number.NaN));
    const files = ['--prediction', join(folder, 'some.npy'), '--reference', join(folder, 'empty.npy')];
    const { code, error } = await runCommand('compare', ...files);
    expect(code).toBe(1);
    expect(error).toContain('empty.npy holds no value: all of its 144 cells are NaN');
  });

  it('warns of an antenna file whose gain has no unit', async () => {
    const rows = Array.from({ length: 360 }, (_, d) => `${d} 0`).join('\n');
    const file = join(folder, 'panel.msi');
    writeFileSync(file, `NAME panel\nFREQUENCY 3500\nGAIN 17\nHORIZONTAL 360\n${rows}\nVERTICAL 360\n${rows}\n`);
    const words = ['--tx', '-60,0,30', '--centre', 'scene', '--pattern', file, ...SMALL, '--json'];
    const { code, out, error } = await runCommand('predict', '--scene', street(), ...words);
    expect(code).toBe(0);
    expect(error).toContain('panel.msi: GAIN 17 has no unit and is taken as dBd');
    expect(JSON.parse(out).warnings.join()).toContain('GAIN 17 has no unit');
  });

  it('refuses files that are no arrays', async () => {
    writeFileSync(join(folder, 'x.npy'), 'xx');
    const { code, error } = await runCommand(
      'compare',
      '--prediction',
      join(folder, 'x.npy'),
      '--reference',
      join(folder, 'x.npy'),
    );
    expect(code).toBe(1);
    expect(error).toContain('x.npy: not a NumPy .npy file (2 bytes');
  });
});
