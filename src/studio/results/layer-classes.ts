import { PROVENANCE_NAMES } from '../../propagation/radio-map.ts';
import type { NetworkMap } from './network-map.ts';

/** What the map can show; `none` is the city alone. */
export type LayerName = DataLayer | CorrectedLayer | 'difference' | 'features' | 'none';

/** Layers of the predicted network. */
export type DataLayer = 'rsrp' | 'best-server' | 'los' | 'provenance' | 'expected-error';

/** Layers of one sector's map as corrected by measurements (see corrected-classes.ts). */
export type CorrectedLayer = 'corrected' | 'uncertainty';

/** Lower edges of the RSRP classes [dBm], strongest first; what is under the last is a class of its own. */
export const RSRP_BREAKS_DBM: readonly number[] = [-75, -85, -95, -105, -115, -125];

export interface LegendClass {
  readonly label: string;
}

/** Cells by class, and cells without data. */
export interface LayerCounts {
  readonly cells: readonly number[];
  readonly noData: number;
}

export type LegendCounts = Readonly<Record<DataLayer, LayerCounts>>;

export const LAYER_TITLES: Readonly<Record<LayerName, { readonly title: string; readonly unit: string }>> = {
  rsrp: { title: 'RSRP', unit: 'dBm' },
  'best-server': { title: 'Best server', unit: 'sector' },
  los: { title: 'Line of sight', unit: 'to best server' },
  provenance: { title: 'Provenance', unit: 'mechanism' },
  'expected-error': { title: 'Expected error', unit: 'absolute, dB' },
  corrected: { title: 'RSRP, corrected by measurements', unit: 'dBm' },
  uncertainty: { title: 'Uncertainty of corrected RSRP', unit: 'σ, dB' },
  difference: { title: 'Difference', unit: 'dB' },
  features: { title: 'Features', unit: '' },
  none: { title: 'City only', unit: '' },
};

const minus = (value: number) => String(value).replace('-', '−');

/** The classes of a layer in legend order; their index is what `classOfCell` gives. */
export function legendClasses(layer: DataLayer, sectorNames: readonly string[]): readonly LegendClass[] {
  switch (layer) {
    case 'rsrp':
      return [
        { label: `≥ ${minus(RSRP_BREAKS_DBM[0]!)}` },
        ...RSRP_BREAKS_DBM.slice(1).map((low, i) => ({ label: `${minus(RSRP_BREAKS_DBM[i]!)} … ${minus(low)}` })),
        { label: `< ${minus(RSRP_BREAKS_DBM.at(-1)!)}` },
      ];
    case 'best-server':
      return sectorNames.map((label) => ({ label }));
    case 'los':
      return [{ label: 'line of sight' }, { label: 'no line of sight' }];
    case 'provenance':
      return PROVENANCE_NAMES.slice(1).map((label) => ({ label }));
    case 'expected-error':
      return errorLabels().map((label) => ({ label }));
  }
}

/** Upper edges of the classes of an error to be expected [dB]; what is above the last is a class of its own. */
const ERROR_BREAKS_DB: readonly number[] = [2, 4, 6, 8, 10, 15];

export const ERROR_CLASSES = ERROR_BREAKS_DB.length + 1;

export function errorLabels(): readonly string[] {
  return [
    `< ${ERROR_BREAKS_DB[0]}`,
    ...ERROR_BREAKS_DB.slice(1).map((high, i) => `${ERROR_BREAKS_DB[i]} … ${high}`),
    `≥ ${ERROR_BREAKS_DB.at(-1)}`,
  ];
}

export function errorClass(errorDb: number): number {
  let index = 0;
  while (index < ERROR_BREAKS_DB.length && errorDb >= ERROR_BREAKS_DB[index]!) index++;
  return index;
}

/** Class of an RSRP level [dBm]. */
export function rsrpClass(levelDbm: number): number {
  let index = 0;
  while (index < RSRP_BREAKS_DBM.length && levelDbm < RSRP_BREAKS_DBM[index]!) index++;
  return index;
}

/** Class of a cell, or -1 where there is no data. */
export function classOfCell(layer: DataLayer, map: NetworkMap, cell: number): number {
  const server = map.server[cell]!;
  if (server < 0) return -1;
  if (layer === 'rsrp') return rsrpClass(map.rsrpDbm[cell]!);
  if (layer === 'best-server') return server;
  if (layer === 'los') return map.lineOfSight[cell] ? 0 : 1;
  if (layer === 'provenance') return map.provenance[cell]! - 1;
  const spread = map.spreadDb?.[cell] ?? Number.NaN;
  return Number.isNaN(spread) ? -1 : errorClass(spread);
}

/** Counts the cells of every class; cells under a roof (`indoor` 1) are left out. */
export function countClasses(map: NetworkMap, indoor: Uint8Array | null): LegendCounts {
  const count = (layer: DataLayer) => countLayer(layer, map, indoor);
  return {
    rsrp: count('rsrp'),
    'best-server': count('best-server'),
    los: count('los'),
    provenance: count('provenance'),
    'expected-error': count('expected-error'),
  };
}

function countLayer(layer: DataLayer, map: NetworkMap, indoor: Uint8Array | null): LayerCounts {
  const cells = new Array<number>(legendClasses(layer, map.sectorIds).length).fill(0);
  let noData = 0;
  for (let i = 0; i < map.server.length; i++) {
    if (indoor?.[i]) continue;
    const index = classOfCell(layer, map, i);
    if (index < 0) noData++;
    else cells[index]!++;
  }
  return { cells, noData };
}
