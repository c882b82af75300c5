import {
  antennaParameters,
  materialParameters,
  parametricStart,
  wallParameters,
} from '../../calibration/physical/parameter-table.ts';
import type { CalibrationOptions } from '../../calibration/report.ts';
import { DEFAULT_SETTINGS } from '../../propagation/solve-request.ts';
import type { AntennaPattern } from '../../radio/antenna-pattern.ts';
import { findMaterial, type MaterialOverrides, materialAt } from '../../radio/materials.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { fitsAntenna } from './method-words.ts';

const NO_EXTRA_LOSS = { reflectionLossDb: 0, transmissionLossDb: 0 };

/** A row of the table of parameters as it is before a run. */
export interface PriorRow {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly start: number;
  /** Null where an angle turns all the way. */
  readonly bounds: readonly [number, number] | null;
  /** True where a prior pulls the value towards its start. */
  readonly held: boolean;
  readonly note: string;
}

/**
 * What a physical method would fit for a sector, from the same table as the fit itself. Materials are those of the scene's buildings:
 * a fit has only those that a path touches. Empty for methods without such parameters.
 */
export function priorRows(
  sector: SectorSettings,
  pattern: AntennaPattern,
  scene: SceneView | null,
  overrides: MaterialOverrides,
  { method, tilt, caps, walls }: CalibrationOptions,
): readonly PriorRow[] {
  if (!fitsAntenna(method)) return [];
  const names = materialNames(scene);
  const surfaces = names.map((name) => {
    const { relativePermittivity, conductivitySm } = overrides[name] ?? materialAt(name, sector.frequencyHz);
    return { relativePermittivity, conductivitySm, thicknessM: DEFAULT_SETTINGS.wallThicknessM, ...NO_EXTRA_LOSS };
  });
  const rows = [
    ...antennaParameters(sector, parametricStart(pattern), { tilt, caps }),
    ...(method === 'A' ? [] : materialParameters(names, surfaces)),
    ...(walls ? wallParameters(names) : []),
  ];
  return rows.map((p) => ({
    key: p.key,
    label: p.label,
    unit: p.unit,
    start: p.start,
    bounds: p.coordinate === 'turning' ? null : [p.lower, p.upper],
    held: Number.isFinite(p.priorSd),
    note: p.note,
  }));
}

function materialNames(scene: SceneView | null): readonly string[] {
  const names = new Set((scene?.buildings ?? []).map((b) => b.wallMaterial));
  return [...names].filter((name) => findMaterial(name) !== null).sort();
}
