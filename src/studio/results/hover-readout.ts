import type { GroundTruthMap } from '../../measurements/bin-by-cell.ts';
import { PROVENANCE_NAMES } from '../../propagation/radio-map.ts';
import { type LatLon, wgs84FromLocal } from '../../raster/geo-frame.ts';
import { cellAt } from '../../raster/raster-grid.ts';
import { groundZ } from '../../scene/terrain.ts';
import type { FeatureMaps, SceneView } from '../../worker/engine-protocol.ts';
import { type FeatureName, featureFact, featureText, featureValues } from '../features/feature-name.ts';
import { formatNumber } from '../ui/format.ts';
import type { LayerCells, ValueCells } from './layer-cells.ts';
import { LAYER_TITLES, type LayerName } from './layer-classes.ts';
import type { NetworkMap } from './network-map.ts';
import { SCALE_FACTS } from './value-scale.ts';

/** A value of a layer. */
interface NamedValue {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
  /** Behind the point. */
  readonly digits: number;
}

/** What is known of the place under the pointer. */
export interface HoverReadout {
  /** Pointer in the window [px]. */
  readonly screenX: number;
  readonly screenY: number;
  readonly x: number;
  readonly y: number;
  readonly place: LatLon | null;
  /** z of the ground [m]; null where it is level. */
  readonly groundM: number | null;
  /** Height of the building there [m]; null on open ground. */
  readonly roofM: number | null;
  readonly rsrpDbm: number | null;
  readonly serverId: string | null;
  readonly provenance: string;
  readonly lineOfSight: boolean;
  /** Error to be expected of the prediction [dB]; null where the engine does not tell. */
  readonly expectedErrorDb: number | null;
  /** The layer on the screen, where it is none of the others. */
  readonly layer: NamedValue | null;
  /** The layer on the other side of a comparison. */
  readonly other: NamedValue | null;
  /** What sets two compared maps apart there [dB]. */
  readonly differenceDb: number | null;
  /** What a predictor sees there, while that is shown. */
  readonly feature: { readonly label: string; readonly text: string } | null;
  readonly measured: { readonly dbm: number; readonly count: number } | null;
  readonly residualDb: number | null;
}

export interface HoverSources {
  readonly scene: SceneView;
  readonly map: NetworkMap | null;
  readonly measured: GroundTruthMap | null;
  readonly layer: LayerName;
  /** The layer on the screen, of the map there. */
  readonly cells: LayerCells | null;
  /** Of the other map of a comparison. */
  readonly other: { readonly label: string; readonly cells: LayerCells | null } | null;
  readonly difference: ValueCells | null;
  readonly feature: { readonly name: FeatureName; readonly maps: FeatureMaps } | null;
}

/** Reads all layers at (x, y) [m, scene frame]. */
export function readAt(
  { scene, map, measured, layer, cells, other, difference, feature }: HoverSources,
  at: { readonly x: number; readonly y: number; readonly roofM: number | null },
  screen: { readonly x: number; readonly y: number },
): HoverReadout {
  const cell = map ? cellAt(map.grid, at.x, at.y) : -1;
  const served = map && cell >= 0 && map.server[cell]! >= 0;
  const rsrpDbm = served ? map.rsrpDbm[cell]! : null;
  const count = measured && cell >= 0 ? measured.count[cell]! : 0;
  const dbm = count > 0 ? measured!.medianDbm[cell]! : null;
  return {
    screenX: screen.x,
    screenY: screen.y,
    x: at.x,
    y: at.y,
    place: scene.frame ? wgs84FromLocal(scene.frame, at.x, at.y) : null,
    groundM: scene.terrain ? groundZ(scene, at.x, at.y) : null,
    roofM: at.roofM,
    rsrpDbm,
    serverId: served ? (map.sectorIds[map.server[cell]!] ?? null) : null,
    provenance: served ? PROVENANCE_NAMES[map.provenance[cell]! as 0] : 'none',
    lineOfSight: served ? map.lineOfSight[cell] === 1 : false,
    expectedErrorDb: served ? numberOrNull(map.spreadDb?.[cell]) : null,
    layer: layerAt(layer, cells, at),
    other: other && namedValue(other.label, other.cells, at),
    differenceDb: valueAt(difference, at),
    feature: feature && featureAt(feature, at),
    measured: dbm === null ? null : { dbm, count },
    residualDb: dbm === null || rsrpDbm === null ? null : rsrpDbm - dbm,
  };
}

function numberOrNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** Layers that the read-out has no line of its own for. */
const READ: readonly LayerName[] = [
  'path-gain',
  'sinr',
  'throughput',
  'overlap',
  'pilot-pollution',
  'corrected',
  'uncertainty',
];

function layerAt(
  layer: LayerName,
  cells: LayerCells | null,
  at: { readonly x: number; readonly y: number },
): HoverReadout['layer'] {
  return READ.includes(layer) ? namedValue(LAYER_TITLES[layer].title.split(',')[0] ?? '', cells, at) : null;
}

function namedValue(
  label: string,
  cells: LayerCells | null,
  at: { readonly x: number; readonly y: number },
): HoverReadout['layer'] {
  if (cells?.kind === 'classes') {
    if (cells.of !== 'overlap' && cells.of !== 'pilot-pollution') return null;
    const index = cells.classes[cellAt(cells.grid, at.x, at.y)] ?? -1;
    const value = cells.of === 'overlap' ? index + 1 : index;
    return index < 0 ? null : { label, value, unit: value === 1 ? 'sector' : 'sectors', digits: 0 };
  }
  if (cells?.kind !== 'values') return null;
  const value = valueAt(cells, at);
  return value === null ? null : { label, value, unit: SCALE_FACTS[cells.scale].unit, digits: 1 };
}

function valueAt(cells: ValueCells | null, { x, y }: { readonly x: number; readonly y: number }): number | null {
  return numberOrNull(cells?.values[cellAt(cells.grid, x, y)]);
}

function featureAt(
  { name, maps }: NonNullable<HoverSources['feature']>,
  at: { readonly x: number; readonly y: number },
): HoverReadout['feature'] {
  const cell = cellAt(maps.grid, at.x, at.y);
  if (cell < 0) return null;
  const text = featureText(name, featureValues(maps, name)[cell]!, (value) => formatNumber(value, 2));
  return { label: featureFact(name).label, text };
}
