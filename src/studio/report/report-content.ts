import type { ErrorMetrics } from '../../metrics/error-metrics.ts';
import { DEFAULT_SETTINGS } from '../../propagation/solve-request.ts';
import { type GeoFrame, wgs84FromLocal } from '../../raster/geo-frame.ts';
import { countHeightSources } from '../../scene/height-rules.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import { engineLabel, engineOf, heededBy } from '../engines/engine-choice.ts';
import type { ExportedLayer } from '../export/exported-layer.ts';
import { type LayerLegend, layerLegend } from '../export/layer-legend.ts';
import { heightSourceWords } from '../import-city/height-source-words.ts';
import { materialLabel } from '../materials/material-label.ts';
import { wordsOf } from '../preparation/preparation-draft.ts';
import type { LayerCounts } from '../results/layer-classes.ts';
import type { SectorSettings } from '../store/project-document.ts';
import type { MapSummary, MeasurementSummary, StudioState } from '../store/studio-store.ts';
import { formatCount, formatNumber } from '../ui/format.ts';

export type Fact = readonly [label: string, value: string];

/** Everything that a printed report says, as it was when the report was opened. */
export interface ReportContent {
  readonly project: string;
  readonly when: string;
  readonly layer: ExportedLayer | null;
  readonly legend: LayerLegend | null;
  readonly cellSizeM: number;
  readonly scene: readonly Fact[];
  readonly prediction: readonly Fact[];
  /** Place by latitude and longitude where the scene has one, else in its metres. */
  readonly placed: boolean;
  readonly sectors: readonly SectorRow[];
  readonly errors: ReportErrors | null;
  readonly provenance: LayerCounts | null;
  readonly warnings: readonly string[];
}

export interface SectorRow extends SectorSettings {
  readonly site: string;
  readonly place: readonly [string, string];
}

export interface ReportErrors {
  readonly measurements: string;
  readonly rows: readonly { readonly policy: string; readonly figures: ErrorMetrics }[];
  readonly notes: readonly string[];
}

export interface ReportSources {
  readonly state: StudioState;
  readonly scene: SceneView | null;
  readonly layer: ExportedLayer | null;
  /** 1 for cells of the map under a roof. */
  readonly indoor: Uint8Array | null;
  /** Outdoor cells by mechanism. */
  readonly provenance: LayerCounts | null;
  /** Of all cells with data; null where there are none. */
  readonly medianRsrpDbm: number | null;
  readonly now: Date;
}

export function reportContent({
  state,
  scene,
  layer,
  indoor,
  provenance,
  medianRsrpDbm,
  now,
}: ReportSources): ReportContent {
  const { history, map } = state;
  const { project } = history;
  return {
    project: project.name,
    when: now.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' }),
    layer,
    legend: layer && layerLegend(layer, indoor),
    cellSizeM: layer?.grid.cellSizeM ?? map?.cellSizeM ?? project.settings.cellSizeM,
    scene: scene ? sceneFacts(scene) : [],
    prediction: predictionFacts(state, scene, medianRsrpDbm),
    placed: Boolean(scene?.frame),
    sectors: project.sectors.map((sector) => ({
      ...sector,
      site: project.sites.find(({ id }) => id === sector.siteId)?.name ?? sector.siteId,
      place: placeOf(scene?.frame ?? null, sector.x, sector.y),
    })),
    errors: errorsOf(state),
    provenance,
    warnings: warningsOf(state),
  };
}

function placeOf(frame: GeoFrame | null, x: number, y: number): readonly [string, string] {
  if (!frame) return [formatNumber(x, 1), formatNumber(y, 1)];
  const { latDeg, lonDeg } = wgs84FromLocal(frame, x, y);
  return [formatNumber(latDeg, 6), formatNumber(lonDeg, 6)];
}

function sceneFacts(scene: SceneView): Fact[] {
  const { minX, minY, maxX, maxY } = scene.boundsM;
  const { frame } = scene;
  const [lat, lon] = placeOf(frame, (minX + maxX) / 2, (minY + maxY) / 2);
  const system = frame?.epsg ? `EPSG:${frame.epsg}` : 'transverse Mercator centred on the scene';
  return [
    ['Scene', scene.name],
    ['Extent', `${formatNumber(maxX - minX, 0)} × ${formatNumber(maxY - minY, 0)} m`],
    ['Buildings', formatCount(scene.buildings.length)],
    ...sourceFacts(scene),
    ['Centre', frame ? `${lat}°, ${lon}° (WGS 84)` : 'no place on the Earth: local metres'],
    ...(frame ? [['Coordinates', system] as const] : []),
    ...(scene.groundMaterial ? [['Ground', materialLabel(scene.groundMaterial)] as const] : []),
  ];
}

/** Where heights come from, and whose data they are: assumed roofs and credit belong on paper too. */
function sourceFacts({ buildings, origin }: SceneView): Fact[] {
  const counts = countHeightSources(buildings);
  return [
    ...(counts ? [['Heights', heightSourceWords(counts)] as const] : []),
    ...(origin ? [['Data', [origin.from, origin.attribution].filter(Boolean).join(', ')] as const] : []),
  ];
}

function predictionFacts(
  { history, map, engine, models }: StudioState,
  scene: SceneView | null,
  medianRsrpDbm: number | null,
): Fact[] {
  const { settings, materials } = history.project;
  const heeded = heededBy(engineOf(settings.engine, scene));
  const mechanisms = (['reflection', 'refraction', 'diffraction'] as const).filter((name) => settings[name]);
  const changed = Object.keys(materials).map(materialLabel);
  return [
    ['Engine', map?.solves.engines.map((name) => engineLabel(name, models)).join(' and ') || 'none yet'],
    ['Computed on', map?.solves.adapters.join(', ') || (engine?.adapter ?? '–')],
    ...(map ? [mapFact(map), coverageFact(map, medianRsrpDbm)] : []),
    ['Receivers', `${formatNumber(settings.receiverHeightM, 1)} m above ground`],
    ...(heeded.mechanisms
      ? [['Mechanisms', `${['line of sight', ...mechanisms].join(', ')}; depth ${settings.maxDepth}`] as const]
      : []),
    ...(heeded.azimuths ? [['Azimuths', formatCount(settings.azimuths)] as const] : []),
    ...(heeded.rays
      ? [
          ['Rays', formatCount(settings.rays ?? DEFAULT_SETTINGS.rays)] as const,
          ['Scattering', settings.scattering ? 'S = 0.3, where a material has no other' : 'off'] as const,
        ]
      : []),
    ...(heeded.materials
      ? [['Materials', changed.length > 0 ? `ITU-R P.2040, changed: ${changed.join(', ')}` : 'ITU-R P.2040'] as const]
      : []),
  ];
}

function mapFact({ columns, rows, cellSizeM, refined }: MapSummary): Fact {
  const state = refined ? '' : '; first, coarse map: not finished';
  return ['Map', `${columns} × ${rows} cells of ${formatNumber(cellSizeM, cellSizeM % 1 === 0 ? 0 : 2)} m${state}`];
}

function coverageFact({ coveredCells, columns, rows }: MapSummary, medianRsrpDbm: number | null): Fact {
  const share = formatNumber((100 * coveredCells) / (columns * rows), 1);
  const median = medianRsrpDbm === null ? '' : `; median RSRP ${formatNumber(medianRsrpDbm, 1)} dBm`;
  return ['Covered', `${share} % of all cells${median}`];
}

function measurementsLine({ name, accepted, rejected, used, preparation }: MeasurementSummary): string {
  const rows = `${name}: ${formatCount(accepted)} rows accepted, ${formatCount(rejected)} rejected`;
  return preparation ? `${rows}; ${formatCount(used)} used (${wordsOf(preparation)})` : rows;
}

function errorsOf({ errors, measurements, map }: StudioState): ReportErrors | null {
  if (!errors || !measurements) return null;
  const { covered, all, floorDbm, outsideRows } = errors;
  const missing = formatCount(all.count - covered.count);
  return {
    measurements: measurementsLine(measurements),
    rows: [
      { policy: 'covered cells', figures: covered },
      { policy: 'all measured cells', figures: all },
    ],
    notes: [
      `Predicted less measured, best server, median of the rows in each ${map?.cellSizeM ?? ''} m cell.`,
      `“All” takes the ${missing} uncovered cells as ${formatNumber(floorDbm, 0)} dBm.`,
      ...(outsideRows > 0 ? [`${formatCount(outsideRows)} rows lie outside the map.`] : []),
    ],
  };
}

function warningsOf({ map, refusals, scene, measurements, engine }: StudioState): string[] {
  const solves = map?.solves.warnings ?? [];
  return [
    ...(map && !map.refined ? ['The map was still being refined when this report was made.'] : []),
    ...solves.map(({ sentence, sectors }) => (sectors > 1 ? `${sentence} (${sectors} sectors)` : sentence)),
    ...Object.entries(refusals).map(([id, reason]) => `${id}: ${reason}`),
    ...(engine?.reason ? [engine.reason] : []),
    ...(scene?.issues ?? []),
    ...(measurements?.issues ?? []),
  ];
}
