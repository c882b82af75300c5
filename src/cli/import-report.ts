import type { AntennaSet } from '../io/antennas/antenna-set.ts';
import type { ImportedFile } from '../io/imports/import-file.ts';
import type { ImportedGrid } from '../io/imports/import-grid.ts';
import type { ReadTable } from '../io/measurements/read-measurements.ts';
import type { SiteSet } from '../io/sites/site-rows.ts';
import { type MeasurementSet, rejectedByReason } from '../measurements/measurement-set.ts';
import type { Issue } from '../units/errors.ts';
import { measurementFacts } from './measurement-facts.ts';

/** What `import` prints; docs/import.md tells every key. */
export interface ImportDocument extends Described {
  readonly file: string;
  readonly kind: ImportedFile['kind'];
  readonly ledger: string | null;
}

interface Described extends Partial<Omit<ReturnType<typeof measurementFacts>, 'units'>> {
  /** What the file is, e.g. "CSV with commas"; null where its parts differ. */
  readonly format: string | null;
  /** The tool that wrote it. */
  readonly layout: string | null;
  readonly units: Readonly<Record<string, string>>;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly sites?: number;
  readonly sectors?: number;
  readonly antennas?: readonly unknown[];
  readonly grid?: unknown;
  readonly parts: readonly ImportPart[];
  readonly issues: readonly Issue[];
}

interface ImportPart {
  readonly name: string;
  readonly format: string;
  readonly layout: string;
  readonly columns: readonly string[];
  /** Which column holds what; null where each has a name of its own. */
  readonly mapping: unknown;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: Readonly<Record<string, number>>;
}

export function importDocument(file: string, imported: ImportedFile, ledger: string | null): ImportDocument {
  const common = { file, kind: imported.kind, ledger } as const;
  switch (imported.kind) {
    case 'measurements':
      return { ...common, ...measurementDocument(imported.set, imported.read) };
    case 'sites':
      return { ...common, ...siteDocument(imported.sites) };
    case 'antennas':
      return { ...common, ...antennaDocument(imported.antennas) };
    case 'grid':
      return { ...common, ...gridDocument(imported.grid) };
  }
}

function measurementDocument(set: MeasurementSet, read: readonly ReadTable[]): Described {
  const parts = set.parts.map((part, index): ImportPart => {
    const { table, layout, mapping } = read[index]!;
    const rejected: Record<string, number> = {};
    for (const one of set.rejections) if (one.part === index) rejected[one.reason] = one.lines.length;
    const accepted = part.rows - Object.values(rejected).reduce((sum, count) => sum + count, 0);
    return {
      name: part.name,
      format: table.title,
      layout,
      columns: table.columns,
      mapping,
      rows: part.rows,
      accepted,
      rejected,
    };
  });
  return {
    format: only(parts.map(({ format }) => format)),
    layout: only(parts.map(({ layout }) => layout)),
    rows: set.rows,
    accepted: set.count,
    rejected: rejectedByReason(set),
    ...measurementFacts(set),
    parts,
    issues: set.issues,
  };
}

function siteDocument({ layout, drafts, rows, parts, rejections, issues }: SiteSet): Described {
  const count = (part: number | null) => {
    const counts: Record<string, number> = {};
    for (const one of rejections)
      if (part === null || one.part === part) counts[one.reason] = (counts[one.reason] ?? 0) + 1;
    return counts;
  };
  return {
    format: only(parts.map(({ table }) => table.title)) ?? (parts.length === 0 ? 'JSON' : null),
    layout,
    units: {
      position: drafts[0]?.position.kind === 'local' ? 'm' : 'deg',
      height: 'm',
      azimuth: 'deg',
      downtilt: 'deg',
      frequency: 'Hz',
      power: 'dBm',
    },
    rows,
    accepted: drafts.length,
    rejected: count(null),
    sites: new Set(drafts.map(({ siteId }) => siteId)).size,
    sectors: drafts.length,
    parts: parts.map(({ name, table, rows: ofPart }, index) => {
      const rejected = count(index);
      const accepted = ofPart - Object.values(rejected).reduce((sum, n) => sum + n, 0);
      return {
        name,
        format: table.title,
        layout,
        columns: table.columns,
        mapping: null,
        rows: ofPart,
        accepted,
        rejected,
      };
    }),
    issues,
  };
}

function antennaDocument({ format, antennas, rejections, issues }: AntennaSet): Described {
  const rejected = rejections.map(
    ({ line, message }): Issue => ({
      kind: 'rejected',
      code: 'invalid-row',
      message: `line ${line}: ${message}`,
      count: 1,
    }),
  );
  return {
    format,
    layout: format,
    units: { peak_gain: 'dBi', frequency: 'Hz', electrical_downtilt: 'deg', loss: 'dB below the peak' },
    rows: antennas.length + rejections.length,
    accepted: antennas.length,
    rejected: rejections.length > 0 ? { 'invalid-row': rejections.length } : {},
    antennas: antennas.map(({ pattern, frequencyHz, electricalDowntiltDeg }) => ({
      name: pattern.name,
      peak_gain: pattern.peakGainDbi,
      frequency: frequencyHz,
      electrical_downtilt: electricalDowntiltDeg,
      horizontal_beamwidth: beamwidthDeg(pattern.horizontalLossDb),
      vertical_beamwidth: beamwidthDeg(pattern.verticalLossDb),
    })),
    parts: [],
    issues: [...rejected, ...issues],
  };
}

/** Angle between the half-power points of a cut, about its least loss [deg]; whole degrees. */
function beamwidthDeg(losses: Float64Array): number {
  const peak = losses.reduce((best, loss, degree) => (loss < losses[best]! ? degree : best), 0);
  const reach = (step: number) => {
    let degree = 0;
    while (degree < 180 && losses[(peak + step * degree + 720) % 360]! - losses[peak]! < 3) degree++;
    return degree;
  };
  return Math.min(360, reach(1) + reach(-1));
}

function gridDocument({ format, columns, rows, covered, least, most, place }: ImportedGrid): Described {
  const cells = columns * rows;
  return {
    format,
    layout: null,
    units: place === null ? {} : { position: place.unit },
    rows: cells,
    accepted: covered,
    rejected: covered === cells ? {} : { 'no-data': cells - covered },
    grid: { columns, rows, covered_percent: (100 * covered) / cells, min: least, max: most, place },
    parts: [],
    issues: [],
  };
}

/** The one value that all of them are; null where they differ. */
function only(values: readonly string[]): string | null {
  return new Set(values).size === 1 ? (values[0] ?? null) : null;
}

export function importText(document: ImportDocument): string[] {
  const { file, kind, format, layout, rows, accepted, rejected, parts, issues, ledger } = document;
  const noun = kind === 'grid' ? 'cells' : 'rows';
  const left = Object.entries(rejected).map(([reason, count]) => `  ${reason}  ${count}`);
  return [
    `${file}: ${kind}, ${[...new Set([layout, format])].filter(Boolean).join(', ') || 'of several formats'}`,
    `${rows} ${noun}, ${accepted} accepted${left.length > 0 ? ', left out:' : ''}`,
    ...left,
    ...parts.slice(0, 1).map(({ columns }) => `columns: ${columns.join(', ')}`),
    ...issues.map(({ message }) => `note: ${message}`),
    ...(ledger === null ? [] : [`written: ${ledger}`]),
  ];
}
