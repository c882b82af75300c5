import { type NeighbourSearch, neighbourSearch } from '../neighbours.ts';
import type { KrigingData } from './local-kriging.ts';

/** Cells nearest to the place, one by one. */
const NEAR = 20;
/** Averages of blocks beyond them. */
const FAR = 12;
/** Side of a block [m]. */
const BLOCK_M = 30;

/**
 * Which data a local prediction rests on: the 20 nearest cells and, so that a place in a gap hears of all sides and not of one
 * street only, the 12 nearest averages of 30 m blocks that hold none of the 20. An average of n cells stands at their mean
 * position with 1/n of their mean noise variance.
 */
export interface FieldNeighbours {
  /** Cells, followed by the averages of blocks. */
  readonly data: KrigingData;
  /** Filled by `around`. */
  readonly indices: Uint32Array;
  readonly most: number;
  /** Finds the data around (x, y) [m] and returns how many there are. Leaves out the cell `except` and its block (-1: none). */
  around(x: number, y: number, except: number): number;
}

/** @param search over the positions of `cells` */
export function fieldNeighbours(cells: KrigingData, search: NeighbourSearch): FieldNeighbours {
  const count = search.count;
  const { blockOf, blocks } = averages(cells);
  const blockSearch = neighbourSearch({ x: blocks.x, y: blocks.y });
  const data: KrigingData = {
    x: joined(cells.x, blocks.x),
    y: joined(cells.y, blocks.y),
    residualDb: joined(cells.residualDb, blocks.residualDb),
    noiseDb2: joined(cells.noiseDb2, blocks.noiseDb2),
  };
  const most = NEAR + FAR;
  const indices = new Uint32Array(most);
  const found = new Uint32Array(most + 1);
  const squares = new Float64Array(most + 1);
  const seen = new Int32Array(blocks.x.length).fill(-1);
  let query = 0;
  return {
    data,
    indices,
    most,
    around(x, y, except) {
      query++;
      let kept = 0;
      const near = search.nearest(x, y, NEAR + (except < 0 ? 0 : 1), found, squares);
      for (let k = 0; k < near && kept < NEAR; k++) {
        const cell = found[k]!;
        if (cell === except) continue;
        indices[kept++] = cell;
        seen[blockOf[cell]!] = query;
      }
      if (except >= 0) seen[blockOf[except]!] = query;
      const far = blockSearch.nearest(x, y, most, found, squares);
      for (let k = 0, added = 0; k < far && added < FAR; k++) {
        const block = found[k]!;
        if (seen[block] === query) continue;
        indices[kept++] = count + block;
        added++;
      }
      return kept;
    },
  };
}

function averages(cells: KrigingData): { blockOf: Uint32Array; blocks: KrigingData } {
  const numbers = new Map<string, number>();
  const blockOf = Uint32Array.from(cells.x, (x, i) => {
    const key = `${Math.floor(x / BLOCK_M)} ${Math.floor(cells.y[i]! / BLOCK_M)}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  });
  const held = new Uint32Array(numbers.size);
  const sum = (values: Float64Array) => {
    const total = new Float64Array(numbers.size);
    for (let i = 0; i < values.length; i++) total[blockOf[i]!]! += values[i]!;
    return total;
  };
  for (const block of blockOf) held[block]!++;
  const mean = (values: Float64Array) => sum(values).map((total, b) => total / held[b]!);
  return {
    blockOf,
    blocks: {
      x: mean(cells.x),
      y: mean(cells.y),
      residualDb: mean(cells.residualDb),
      noiseDb2: mean(cells.noiseDb2).map((noise, b) => noise / held[b]!),
    },
  };
}

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}
