import { describe, expect, it } from 'vitest';
import type { WgslReflect as Reflection } from 'wgsl_reflect';
// The package's entry for Node is CommonJS under "type": "module", which Node cannot import.
import { WgslReflect } from 'wgsl_reflect/wgsl_reflect.module.js';
import depositCode from '../../../shaders/sweep_deposit.wgsl';
import planCode from '../../../shaders/sweep_plan.wgsl';
import recordCode from '../../../shaders/sweep_record.wgsl';
import rooftopsCode from '../../../shaders/sweep_rooftops.wgsl';
import takeCode from '../../../shaders/sweep_take.wgsl';
import traceCode from '../../../shaders/sweep_trace.wgsl';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import { DIFFRACTED, DIRECT, FIXED_POINT_SCALE, REFLECTED, TRANSMITTED } from './accumulator.ts';
import { ANTENNA_COLUMNS, ANTENNA_ROWS } from './antenna-table.ts';
import * as beam from './beam.ts';
import { TABLE_ENTRIES, TABLE_STRIDE } from './interaction-table.ts';
import { LAUNCH_STRIDE } from './launches.ts';
import { LAUNCH_COUNT_WORD, PARAMS_WORDS, packCity, packGrid, packParams, packTables } from './pack-for-gpu.ts';
import { RECORD_WORDS } from './path-records.ts';
import { box, cityOf, requestOf, sectorAt } from './sweep-fixture.ts';
import {
  BEAM_LIMIT_WORD,
  CONTROL_WORDS,
  PIECE_WORDS,
  PIECES_A_PASS,
  PIECES_WORD,
  RECORDS_WORD,
} from './sweep-on-gpu.ts';
import { MAX_EVENTS, NONE, sweepProblem } from './sweep-problem.ts';

const codes = {
  plan: planCode,
  take: takeCode,
  trace: traceCode,
  deposit: depositCode,
  record: recordCode,
  rooftops: rooftopsCode,
};
const reflect = (code: string) => new (WgslReflect as typeof Reflection)(code);
const bindings = reflect(depositCode);

/** Offsets in words of a struct's members, and its size in words. */
function layoutOf(name: string): { at: Record<string, number>; words: number } {
  const struct = bindings.structs.find((s) => s.name === name)!;
  return { at: Object.fromEntries(struct.members.map((m) => [m.name, m.offset / 4])), words: struct.size / 4 };
}

/** The value of a `const` of the shaders. */
function constant(name: string): number {
  const all = Object.values(codes).join('\n');
  const found = new Set([...all.matchAll(new RegExp(`^const ${name} = ([^;]+);`, 'gm'))].map((m) => m[1]!));
  expect(found.size, name).toBe(1);
  return Number([...found][0]!.replace(/u$/, ''));
}

describe('layout of the shaders', () => {
  it('has the entry points that solver and recorder compile', () => {
    const entries = Object.entries(codes).map(([name, code]) => [name, reflect(code).entry.compute.map((f) => f.name)]);
    expect(Object.fromEntries(entries)).toEqual({
      plan: ['plan', 'measure'],
      take: ['take'],
      trace: ['trace'],
      deposit: ['deposit'],
      record: ['record'],
      rooftops: ['rooftops'],
    });
  });

  it('reads parameters where they are packed', () => {
    const scene = cityOf([box('a', 10, 20, 30, 40, 9), box('under', -5, -5, 5, 5, 8), box('mast', -2, -2, 2, 2, 11)], {
      groundBoundsM: { minX: -301, minY: -302, maxX: 303, maxY: 304 },
    });
    const request = {
      ...requestOf(scene, sectorAt(0.5, -0.25, 33), { maxDepth: 5, azimuths: 77, refraction: true }),
      grid: gridCentredOn(100, 50, 13, 17, 2.5),
    };
    const p = sweepProblem(request);
    const words = packParams(p, { capacity: 1234, batch: 56 }, 77);
    const floats = new Float32Array(words.buffer);
    const { at, words: size } = layoutOf('Params');
    expect([size, words.length]).toEqual([PARAMS_WORDS, PARAMS_WORDS]);
    const f = (name: string) => floats[at[name]!];
    const u = (name: string) => words[at[name]!];
    expect([f('map_west'), f('map_north')]).toEqual([100 - 16.25, 50 + 21.25]);
    expect([f('cell_m'), u('columns'), u('rows')]).toEqual([2.5, 13, 17]);
    expect([f('tx_x'), f('tx_y'), f('tx_height'), f('rx_height')]).toEqual([0.5, -0.25, 33, 1.5]);
    expect(f('wavelength_m')).toBeCloseTo(0.085655, 6);
    expect(f('deposit_scale')! * 2.5 ** 2).toBeCloseTo((0.085655 / 4 / Math.PI) ** 2, 9);
    expect([u('max_depth'), u('switches'), u('wall_count')]).toEqual([5, 7, 12]);
    expect(f('drop_below')).toBeCloseTo(1e-6, 12);
    expect(u('antenna_base')! * 4).toBe(p.tables.values.length);
    expect([f('grid_min_x'), f('grid_min_y')]).toEqual([Math.fround(p.city.gridMinX), Math.fround(p.city.gridMinY)]);
    expect([f('grid_cell_m'), u('grid_columns'), u('grid_rows')]).toEqual([
      Math.fround(p.city.gridCellM),
      p.city.gridColumns,
      p.city.gridRows,
    ]);
    expect([u('over_a'), u('over_b'), u('launch_count')]).toEqual([2, 1, 77]);
    expect(at.launch_count).toBe(LAUNCH_COUNT_WORD);
    expect(['min_x', 'min_y', 'max_x', 'max_y'].map((n) => f(`ground_${n}`))).toEqual([-301, -302, 303, 304]);
    expect([u('stack_capacity'), u('batch')]).toEqual([1234, 56]);
    const bits = (changes: object) =>
      packParams(
        sweepProblem({ ...request, settings: { ...request.settings, ...changes } }),
        { capacity: 1, batch: 1 },
        1,
      )[at.switches!];
    expect(bits({ reflection: false })).toBe(7 - constant('REFLECTION'));
    expect(bits({ refraction: false })).toBe(7 - constant('REFRACTION'));
    const none = sweepProblem({ ...request, scene: { ...scene, groundZM: null } });
    expect(packParams(none, { capacity: 1, batch: 1 }, 1)[at.switches!]).toBe(7 - constant('HAS_GROUND'));
  });

  it('shares control words, pieces and beams with the host', () => {
    const control = layoutOf('Control');
    expect(control.words).toBeLessThanOrEqual(CONTROL_WORDS);
    expect(control.at).toEqual({
      size: 0,
      taken: 1,
      fresh: 2,
      launched: 3,
      traced: 4,
      dropped: 5,
      dropped_weight: 6,
      dropped_weight_high: 7,
      pieces: PIECES_WORD,
      beam_limit: BEAM_LIMIT_WORD,
      records: RECORDS_WORD,
    });
    expect(layoutOf('Piece').words).toBe(PIECE_WORDS);
    expect(4 * constant('RECORD_VEC4')).toBe(RECORD_WORDS);
    expect(constant('PIECES_A_PASS')).toBe(PIECES_A_PASS);
    expect(constant('BEAM_VEC4') * 4).toBe(beam.BEAM_WORDS);
    expect(layoutOf('Beam').words + 2 * MAX_EVENTS).toBe(beam.BEAM_WORDS);
    expect(Object.values(layoutOf('Beam').at)).toEqual([
      beam.OX,
      beam.DX,
      beam.R0,
      beam.LO,
      beam.HI,
      beam.KEY,
      beam.LAST_WALL,
      beam.OVER_KEY,
      beam.BOUND,
      beam.COUNT,
      beam.INSIDE,
      beam.OVER_A,
      beam.OVER_B,
      beam.LAUNCH,
    ]);
    expect(LAUNCH_STRIDE).toBe(12);
  });

  it('has the constants of the float64 twin', () => {
    const twin: Record<string, number> = {
      NONE,
      DIRECT,
      REFLECTED,
      TRANSMITTED,
      DIFFRACTED,
      DIFFRACTED_PLANE: DIFFRACTED,
      FIXED_POINT_SCALE,
      TABLE_ENTRIES,
      TABLE_VEC4: TABLE_STRIDE / 4,
      ANTENNA_COLUMNS,
      ANTENNA_ROWS,
      REFLECT: beam.REFLECT,
      TRANSMIT: beam.TRANSMIT,
      ROOF: beam.ROOF,
      WAS_TRANSMITTED: beam.WAS_TRANSMITTED,
      WAS_DIFFRACTED: beam.WAS_DIFFRACTED,
      ENTRY_BIAS_M: beam.ENTRY_BIAS_M,
      LOOK_BACK_M: beam.LOOK_BACK_M,
    };
    for (const [name, value] of Object.entries(twin)) expect(constant(name), name).toBe(value);
    expect(2 ** constant('EVENT_SHIFT')).toBe(beam.EVENT_TYPE);
    expect(constant('EVENT_ID')).toBe(beam.EVENT_TYPE - 1);
  });

  it('finds walls, roofs, grid and tables where they are packed', () => {
    const p = sweepProblem(
      requestOf(cityOf([box('a', 10, 20, 30, 40, 9), box('b', -30, 5, -20, 15, 12)]), sectorAt(0, 0, 20)),
    );
    const city = packCity(p.city);
    expect([...city.subarray(40, 47)]).toEqual([-20, 5, -20, 15, 1, -0, 1]);
    expect([...city.subarray(8 * 8, 8 * 8 + 8)]).toEqual([9, 0, 1, 0, 12, 0, 1, 0]);
    const params = packParams(p, { capacity: 1, batch: 1 }, 1);
    const { at: word } = layoutOf('Params');
    const tops = city.subarray(4 * params[word.top_base!]!);
    expect([...tops].slice(0, p.city.cellTop.length)).toEqual([...p.city.cellTop]);
    const indoor = new Uint8Array(64);
    indoor[37] = 1;
    const grid = packGrid(p.city, indoor);
    const bits = params[word.indoor_base!]!;
    const cells = p.city.gridColumns * p.city.gridRows;
    expect(grid[0]).toBe(cells + 1);
    expect(grid[cells]).toBe(bits);
    expect([...grid.subarray(bits)]).toEqual([0, 1 << 5]);
    expect([...grid.subarray(grid[0], bits)]).toEqual([...p.city.cellWalls]);
    const tables = packTables(p);
    const antenna = p.tables.values.length;
    // Column 359 of row 3 with its right neighbour, column 0.
    const at = antenna + 4 * (3 * ANTENNA_COLUMNS + 359);
    const own = 2 * (3 * ANTENNA_COLUMNS + 359);
    const next = 2 * 3 * ANTENNA_COLUMNS;
    expect([...tables.subarray(at, at + 4)]).toEqual(
      [p.antenna[own]!, p.antenna[own + 1]!, p.antenna[next]!, p.antenna[next + 1]!].map(Math.fround),
    );
  });
});
