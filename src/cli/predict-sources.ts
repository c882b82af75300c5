import { basename, dirname, join } from 'node:path';
import { msiPatternIssues, readMsiPattern } from '../io/formats/msi-pattern.ts';
import { readSitesCsv } from '../io/formats/sites-csv.ts';
import { readSitesJson } from '../io/formats/sites-json.ts';
import { readFileBytes } from '../io/node-bytes.ts';
import { readPlannedSites } from '../io/sites/read-sites.ts';
import { type TabulatedPattern, unreadPattern } from '../radio/antenna-pattern.ts';
import type { Scene } from '../scene/scene.ts';
import { type LossSigns, withLossSigns } from '../sites/loss-signs.ts';
import { type PlacedSectors, placeSectors } from '../sites/place-sectors.ts';
import type { SectorDraft } from '../sites/sector-draft.ts';
import { badInput, type Issue } from '../units/errors.ts';
import { suggestion } from './arguments.ts';
import type { AntennaOptions, PredictOptions } from './predict-options.ts';

/** The sectors that a run is about: from the sites, or the one of --tx; antenna options stand in for what the sites say. */
export async function readSectors(options: PredictOptions, scene: Scene): Promise<PlacedSectors> {
  const noted: Issue[] = [];
  const antenna = await antennaFields(options.antenna, noted);
  const { source } = options;
  if (source.kind === 'tx') {
    const draft: SectorDraft = {
      id: 'tx',
      siteId: 'tx',
      place: `--tx ${source.x},${source.y},${source.z}`,
      position: { kind: 'local', x: source.x, y: source.y },
      zM: source.z,
      azimuthDeg: 0,
      pattern: 'iso',
      frequencyHz: 3.5e9,
      powerDbm: 43,
      ...antenna,
    };
    return withIssues(noted, placeSectors([draft], scene));
  }
  const drafts = await readSites(source.file, noted, options.lossSigns);
  const chosen = chooseSectors('predict', drafts, source.sector, source.file).map((draft) => ({
    ...draft,
    ...antenna,
  }));
  return withIssues(noted, placeSectors(chosen, scene));
}

function withIssues(noted: readonly Issue[], placed: PlacedSectors): PlacedSectors {
  return { ...placed, issues: [...noted, ...placed.issues] };
}

/**
 * Reads a sites file: JSON, a table with the .msi patterns that it names (beside it), or a planning tool's list.
 * @param noted takes what was assumed
 * @param signs how it writes losses
 */
export async function readSites(
  path: string,
  noted: Issue[],
  signs: LossSigns = 'auto',
): Promise<readonly SectorDraft[]> {
  return withLossSigns(await draftsOf(path, noted), signs, basename(path), noted);
}

async function draftsOf(path: string, noted: Issue[]): Promise<readonly SectorDraft[]> {
  const bytes = await readFileBytes(path);
  const name = basename(path);
  const first = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart()[0];
  const isJson = first === '[' || first === '{';
  const planned = isJson ? null : await readPlannedSites(name, bytes);
  if (planned) {
    noted.push(...planned.issues);
    return planned.drafts;
  }
  const read = isJson ? readSitesJson : readSitesCsv;
  const patterns = new Map<string, TabulatedPattern>();
  const wanted = new Set<string>();
  const collect = (pattern: string): TabulatedPattern => {
    const known = patterns.get(pattern);
    if (known) return known;
    if (!/\.(msi|pln|txt)$/i.test(pattern)) {
      throw badInput(`${name}: pattern "${pattern}" is not one of iso, dipole, hw_dipole, tr38901 nor an .msi file`);
    }
    wanted.add(pattern);
    return unreadPattern(pattern);
  };
  const drafts = read(bytes, name, collect);
  if (wanted.size === 0) return drafts;
  for (const pattern of wanted) {
    patterns.set(pattern, await patternOfFile(join(dirname(path), pattern), noted));
  }
  return read(bytes, name, collect);
}

/** The sector of that id, or those of the site of that id; all where it is null. */
export function chooseSectors(
  command: string,
  drafts: readonly SectorDraft[],
  id: string | null,
  file: string,
): readonly SectorDraft[] {
  if (id === null) return drafts;
  const exact = drafts.filter((d) => d.id === id);
  const found = exact.length > 0 ? exact : drafts.filter((d) => d.siteId === id);
  if (found.length > 0) return found;
  const ids = drafts.map((d) => d.id);
  throw badInput(
    `${command}: --sector ${id} is not in ${basename(file)} (${ids.length} sectors: ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ', ...' : ''})${suggestion(id, ids)}`,
  );
}

async function antennaFields(options: AntennaOptions, noted: Issue[]): Promise<Partial<SectorDraft>> {
  const { pattern, ...rest } = options;
  if (pattern === undefined) return rest;
  return { ...rest, pattern: typeof pattern === 'string' ? pattern : await patternOfFile(pattern.file, noted) };
}

async function patternOfFile(path: string, noted: Issue[]): Promise<TabulatedPattern> {
  const bytes = await readFileBytes(path);
  const pattern = readMsiPattern(bytes, basename(path));
  noted.push(...msiPatternIssues(bytes, basename(path)));
  return pattern;
}
