import type { SectorReport } from '../../calibration/report.ts';
import type { AntennaPattern } from '../../radio/antenna-pattern.ts';
import type { MaterialOverride } from '../../radio/materials.ts';
import type { Edit, SectorPatch } from '../commands/edit.ts';
import { numberedName } from '../commands/free-name.ts';
import { HAND_LIMITS, within } from '../commands/hand-limits.ts';
import type { ProjectDocument } from '../store/project-document.ts';
import type { CalibrationRun } from './calibration-run.ts';
import { METHOD_WORDS } from './method-words.ts';

/** Losses [dB] that a sector can be given; below zero is a gain. */

/** A run taken over: the edit, and the patterns that it names. */
export interface Acceptance {
  readonly edit: Extract<Edit, { kind: 'calibrate' }>;
  readonly patterns: ReadonlyMap<string, AntennaPattern>;
  /** Sectors that it changes. */
  readonly sectorIds: readonly string[];
}

/** Reports that acceptance takes: those with trust, or all where none has. */
export function acceptableReports({ view }: CalibrationRun): readonly SectorReport[] {
  const reports = (view?.reports ?? []).filter(changesProject);
  const trusted = reports.filter((r) => r.verdict.trust !== 'none');
  return trusted.length > 0 ? trusted : reports;
}

/** True where a result says something of antennas, levels or materials; a tuned or empirical level does not. */
export function changesProject({ result }: SectorReport): boolean {
  return result.antenna !== null || result.offsetDb !== 0 || Object.keys(result.materials).length > 0;
}

/**
 * What accepting a run does to the project: azimuth, downtilt and pattern of every calibrated sector that it still holds, the offset
 * off the losses that the sector had when the run began, and the materials. Null when nothing would change.
 * @param taken the patterns that are known: a name that another pattern has is not taken again
 */
export function acceptanceOf(
  run: CalibrationRun,
  project: ProjectDocument,
  taken: ReadonlyMap<string, AntennaPattern>,
): Acceptance | null {
  const patches: Record<string, SectorPatch> = {};
  const patterns = new Map<string, AntennaPattern>();
  const reports = acceptableReports(run);
  const apart = materialsApart(reports);
  const found = Object.fromEntries(reports.flatMap((r) => Object.entries(r.result.materials)));
  const materials = {
    ...project.materials,
    ...Object.fromEntries(
      Object.entries(found)
        .filter(([name]) => !apart.includes(name))
        .map(([name, values]) => [name, { ...scatteringValues(project.materials[name]), ...values }]),
    ),
  };
  for (const { sectorId, result } of reports) {
    const before = run.before.find((s) => s.id === sectorId);
    if (!before || !project.sectors.some((s) => s.id === sectorId)) continue;
    const losses = before.lossesDb - result.offsetDb;
    const patch: SectorPatch = {
      lossesDb: Number(within(HAND_LIMITS.lossesDb, losses).toFixed(2)),
    };
    if (result.antenna) {
      const { azimuthDeg, downtiltDeg, pattern } = result.antenna;
      const name = patternName(`${sectorId} · calibrated ${clock(run.startedMs)}`, pattern, taken);
      patterns.set(name, { ...pattern, name });
      patches[sectorId] = {
        ...patch,
        azimuthDeg: wrapped(azimuthDeg),
        downtiltDeg: rounded(downtiltDeg),
        pattern: name,
      };
    } else patches[sectorId] = patch;
  }
  const sectorIds = Object.keys(patches);
  if (sectorIds.length === 0) return null;
  const of = sectorIds.length === 1 ? sectorIds[0] : `${sectorIds.length} sectors`;
  const label = `Accept calibration ${METHOD_WORDS[run.options.method].short} of ${of}`;
  return { edit: { kind: 'calibrate', label, patches, materials }, patterns, sectorIds };
}

/** How a material scatters, which no calibration finds and none takes away. */
function scatteringValues(material: MaterialOverride | undefined): Partial<MaterialOverride> {
  const { scatteringCoefficient, scatteringLobe, crossPolarisation } = material ?? {};
  return {
    ...(scatteringCoefficient === undefined ? {} : { scatteringCoefficient }),
    ...(scatteringLobe === undefined ? {} : { scatteringLobe }),
    ...(crossPolarisation === undefined ? {} : { crossPolarisation }),
  };
}

/** Materials for which sectors found values of their own: a city has one set, so acceptance leaves them as they are. */
export function materialsApart(reports: readonly SectorReport[]): readonly string[] {
  const values = new Map<string, Set<string>>();
  for (const { result } of reports)
    for (const [name, value] of Object.entries(result.materials))
      values.set(name, (values.get(name) ?? new Set()).add(JSON.stringify(value)));
  return [...values].filter(([, found]) => found.size > 1).map(([name]) => name);
}

/** True while the project is as accepting the run leaves it: undone, or edited since, it is not. */
export function isInUse(
  run: CalibrationRun,
  project: ProjectDocument,
  taken: ReadonlyMap<string, AntennaPattern>,
): boolean {
  if (run.decision !== 'accepted') return false;
  if (run.acceptedEngine !== undefined) return project.settings.engine === run.acceptedEngine;
  const acceptance = acceptanceOf(run, project, taken);
  if (!acceptance) return false;
  const { patches, materials } = acceptance.edit;
  const asPatched = project.sectors.every((s) => JSON.stringify({ ...s, ...patches[s.id] }) === JSON.stringify(s));
  return asPatched && JSON.stringify(materials) === JSON.stringify(project.materials);
}

/** Hours and minutes of this place. */
export function clock(timeMs: number): string {
  const at = new Date(timeMs);
  return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
}

/** The wanted name where it is free, or is that of the same antenna; else with a number behind it. */
export function patternName(
  wanted: string,
  pattern: AntennaPattern,
  taken: ReadonlyMap<string, AntennaPattern>,
): string {
  return numberedName(wanted, (name) => {
    const other = taken.get(name);
    return other !== undefined && !samePattern(other, pattern);
  });
}

function samePattern(a: AntennaPattern, b: AntennaPattern): boolean {
  const numbers = (p: AntennaPattern) => JSON.stringify(typeof p === 'string' ? p : { ...p, name: '' });
  return numbers(a) === numbers(b);
}

function wrapped(azimuthDeg: number): number {
  return rounded(((azimuthDeg % 360) + 360) % 360) % 360;
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
