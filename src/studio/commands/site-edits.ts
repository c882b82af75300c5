import type { BoundsM } from '../../raster/raster-grid.ts';
import {
  type AntennaSettings,
  antennaOf,
  FIRST_SECTOR,
  SITE_TEMPLATES,
  type TemplateName,
} from '../sites/site-templates.ts';
import type { ProjectDocument, SectorSettings, SiteSettings } from '../store/project-document.ts';
import { type Selection, selectedIds, selectedSectors, selectionOf } from '../store/selection.ts';
import type { Edit, SectorPatch } from './edit.ts';
import { freeName, letterOf } from './free-name.ts';

/** An edit, with what is in hand once it is done. */
export interface SelectingEdit {
  readonly edit: Edit;
  readonly selection: Selection;
}

/** How far beside its model a copy of a site stands [m]. */
const BESIDE_M = 25;

/** A place for antennas: scene frame [m]; `roofM` is the roof there above ground, or null. */
export interface SitePlace {
  readonly x: number;
  readonly y: number;
  readonly roofM: number | null;
}

/** A site after a template, with the antenna of the sector in hand where the template has none of its own. */
export function siteAdded(
  project: ProjectDocument,
  place: SitePlace,
  template: TemplateName,
  like: AntennaSettings | null,
): SelectingEdit {
  const { azimuthsDeg, mastM, aboveRoofM, antenna } = SITE_TEMPLATES[template];
  const name = freeName(`Site ${project.sites.length + 1}`, namesOf(project));
  const heightM = place.roofM === null ? mastM : Math.round(place.roofM) + aboveRoofM;
  const taken = new Set(project.sectors.map((s) => s.id));
  const sectors = azimuthsDeg.map((azimuthDeg, i): SectorSettings => {
    const id = freeName(`${name} ${letterOf(i)}`, taken);
    taken.add(id);
    return {
      ...FIRST_SECTOR,
      ...(like && antennaOf(like)),
      ...antenna,
      id,
      siteId: name,
      x: place.x,
      y: place.y,
      heightM,
      azimuthDeg,
    };
  });
  return {
    edit: withSites(`Add ${name}`, [...project.sites, { id: name, name }], [...project.sectors, ...sectors]),
    selection: selectionOf('site', [name]),
  };
}

/** One sector more at a site: like its last, looking into the widest gap between the others. */
export function sectorAdded(project: ProjectDocument, siteId: string): SelectingEdit | null {
  const own = project.sectors.filter((s) => s.siteId === siteId);
  const last = own.at(-1);
  if (!last) return null;
  const id = sectorNameAt(project, siteId, own);
  const sector = { ...last, id, azimuthDeg: widestGap(own.map((s) => s.azimuthDeg)) };
  return {
    edit: withSites(`Add ${id}`, project.sites, insertedAfter(project.sectors, last, [sector])),
    selection: selectionOf('sector', [id]),
  };
}

/** What is in hand once more: a sector where it is, for another carrier; a site beside itself, within the ground. */
export function duplicated(project: ProjectDocument, selection: Selection, groundM: BoundsM): SelectingEdit | null {
  if (selection?.kind === 'site') return sitesDuplicated(project, selectedIds(selection, 'site'), groundM);
  const models = selectedSectors(selection, project.sectors);
  if (models.length === 0) return null;
  let { sectors } = project;
  const ids: string[] = [];
  for (const model of models) {
    const own = sectors.filter((s) => s.siteId === model.siteId);
    const id = sectorNameAt({ ...project, sectors }, model.siteId, own);
    ids.push(id);
    sectors = insertedAfter(sectors, own.at(-1) ?? model, [{ ...model, id }]);
  }
  const label = models.length === 1 ? `Duplicate ${models[0]?.id}` : `Duplicate ${models.length} sectors`;
  return { edit: withSites(label, project.sites, sectors), selection: selectionOf('sector', ids) };
}

function sitesDuplicated(project: ProjectDocument, siteIds: readonly string[], groundM: BoundsM): SelectingEdit | null {
  const sites = [...project.sites];
  const sectors = [...project.sectors];
  const copies: SiteSettings[] = [];
  for (const site of project.sites.filter(({ id }) => siteIds.includes(id))) {
    const name = freeName(site.name, namesOf({ sites }));
    const own = project.sectors.filter((s) => s.siteId === site.id);
    const [east, south] = besideOf(own, groundM);
    copies.push({ id: name, name });
    sites.push({ id: name, name });
    own.forEach((s, i) => {
      const taken = sectors.map(({ id }) => id);
      const id = freeName(
        s.id.startsWith(site.id) ? name + s.id.slice(site.id.length) : `${name} ${letterOf(i)}`,
        taken,
      );
      sectors.push({ ...s, id, siteId: name, x: s.x + east, y: s.y - south });
    });
  }
  const [first] = copies;
  if (!first) return null;
  const label = copies.length === 1 ? `Duplicate as ${first.name}` : `Duplicate ${copies.length} sites`;
  return {
    edit: withSites(label, sites, sectors),
    selection: selectionOf(
      'site',
      copies.map(({ id }) => id),
    ),
  };
}

/** Without what is in hand. A site goes with its last sector. */
export function removed(project: ProjectDocument, selection: Selection): SelectingEdit | null {
  const gone = new Set(selectedSectors(selection, project.sectors).map((s) => s.id));
  const goneSites = new Set(selectedIds(selection, 'site'));
  if (gone.size === 0 && goneSites.size === 0) return null;
  const sectors = project.sectors.filter((s) => !gone.has(s.id));
  const emptied = new Set(project.sectors.filter((s) => gone.has(s.id)).map((s) => s.siteId));
  const stays = ({ id }: SiteSettings) =>
    !goneSites.has(id) && (!emptied.has(id) || sectors.some((s) => s.siteId === id));
  return {
    edit: withSites(`Delete ${namedSelection(project, selection)}`, project.sites.filter(stays), sectors),
    selection: null,
  };
}

/** Why a name cannot be given, in words; null where it can. */
export function nameProblem(
  project: ProjectDocument,
  kind: 'site' | 'sector',
  id: string,
  name: string,
): string | null {
  if (name === '') return 'A name needs at least one letter.';
  const others =
    kind === 'site' ? project.sites.filter((s) => s.id !== id).map((s) => s.name) : sectorIdsBut(project, id);
  return others.includes(name) ? `There is another ${kind} called ${name}.` : null;
}

function sectorIdsBut({ sectors }: ProjectDocument, id: string): readonly string[] {
  return sectors.filter((s) => s.id !== id).map((s) => s.id);
}

/** Another name. A sector's is also what measurements and calibrations know it by; a site's is for people alone. */
export function renamed(
  project: ProjectDocument,
  kind: 'site' | 'sector',
  id: string,
  name: string,
): SelectingEdit | null {
  if (nameProblem(project, kind, id, name) !== null) return null;
  const before = kind === 'site' ? project.sites.find((s) => s.id === id)?.name : id;
  if (before === undefined || before === name) return null;
  const sites = kind === 'site' ? project.sites.map((s) => (s.id === id ? { ...s, name } : s)) : project.sites;
  const sectors =
    kind === 'sector' ? project.sectors.map((s) => (s.id === id ? { ...s, id: name } : s)) : project.sectors;
  return {
    edit: withSites(`Rename ${before} to ${name}`, sites, sectors),
    selection: selectionOf(kind, [kind === 'sector' ? name : id]),
  };
}

/** The same values for all of the sectors. */
export function patchedAlike(sectors: readonly SectorSettings[], patch: SectorPatch, label: string): Edit {
  return { kind: 'patch-sectors', label, patches: Object.fromEntries(sectors.map((s) => [s.id, patch])) };
}

export type NumberKey = 'azimuthDeg' | 'downtiltDeg' | 'heightM' | 'powerDbm' | 'lossesDb' | 'x' | 'y';

/** Every sector's own value, more or less by the same: angles of the compass wrap, all else stays within what is allowed. */
export function shifted(
  sectors: readonly SectorSettings[],
  key: NumberKey,
  by: number,
  { min, max }: { readonly min: number; readonly max: number },
  label: string,
): Edit {
  const shiftedValue = (s: SectorSettings) => {
    const value = Number((s[key] + by).toFixed(6));
    return key === 'azimuthDeg' ? ((value % 360) + 360) % 360 : Math.min(max, Math.max(min, value));
  };
  return {
    kind: 'patch-sectors',
    label,
    patches: Object.fromEntries(sectors.map((s) => [s.id, { [key]: shiftedValue(s) }])),
  };
}

/** What is in hand, in words: "Market-A", "3 sectors". */
export function namedSelection({ sites }: Pick<ProjectDocument, 'sites'>, selection: Selection): string {
  if (selection === null) return 'nothing';
  const ids = selectedIds(selection, selection.kind);
  if (ids.length > 1) return `${ids.length} ${selection.kind}s`;
  return selection.kind === 'site' ? (sites.find((s) => s.id === selection.id)?.name ?? selection.id) : selection.id;
}

function withSites(label: string, sites: readonly SiteSettings[], sectors: readonly SectorSettings[]): Edit {
  return { kind: 'replace-sites', label, sites, sectors };
}

function namesOf({ sites }: Pick<ProjectDocument, 'sites'>): string[] {
  return sites.flatMap((s) => [s.id, s.name]);
}

/** The next letter of the site, in the manner of its sectors: "Market-A" gives "Market-D" where there are three. */
function sectorNameAt(project: ProjectDocument, siteId: string, own: readonly SectorSettings[]): string {
  const taken = project.sectors.map((s) => s.id);
  const [, stem] = /^(.*[ _-])[A-Z]$/.exec(own[0]?.id ?? '') ?? [];
  const name = project.sites.find((s) => s.id === siteId)?.name ?? siteId;
  for (let i = own.length; ; i++) {
    const id = `${stem ?? `${name} `}${letterOf(i)}`;
    if (!taken.includes(id)) return id;
  }
}

function insertedAfter(
  sectors: readonly SectorSettings[],
  after: SectorSettings,
  more: readonly SectorSettings[],
): readonly SectorSettings[] {
  const at = sectors.findIndex((s) => s.id === after.id) + 1;
  return [...sectors.slice(0, at), ...more, ...sectors.slice(at)];
}

/** The middle of the widest gap between bearings [deg], whole. */
function widestGap(azimuthsDeg: readonly number[]): number {
  const sorted = azimuthsDeg.toSorted((a, b) => a - b);
  let middle = 0;
  let widest = -1;
  sorted.forEach((from, i) => {
    const to = sorted[i + 1] ?? (sorted[0] ?? 0) + 360;
    if (to - from <= widest) return;
    widest = to - from;
    middle = (from + to) / 2;
  });
  return Math.round(middle) % 360;
}

/** East and south [m] to where a copy stands: on the other side where the ground ends. */
function besideOf(sectors: readonly SectorSettings[], { maxX, minY }: BoundsM): [number, number] {
  const fits = sectors.every((s) => s.x + BESIDE_M <= maxX && s.y - BESIDE_M >= minY);
  return fits ? [BESIDE_M, BESIDE_M] : [-BESIDE_M, -BESIDE_M];
}
