import { badInput } from '../../units/errors.ts';
import type { MapSettings, ProjectDocument, SectorSettings } from '../store/project-document.ts';

/** A change that a script asks for, checked. */
export type CheckedChange =
  | { readonly kind: 'sector'; readonly id: string; readonly patch: Partial<SectorSettings> }
  | { readonly kind: 'settings'; readonly patch: Partial<MapSettings> };

/** A finite number within limits, a whole one, one of some words, or a switch. */
type Rule =
  | { readonly least: number; readonly most: number; readonly whole?: boolean }
  | { readonly words: readonly string[] }
  | 'switch'
  | 'text';

const FAR_M = 1e7;

const SECTOR_RULES: Readonly<Record<string, Rule>> = {
  x: { least: -FAR_M, most: FAR_M },
  y: { least: -FAR_M, most: FAR_M },
  heightM: { least: 0.5, most: 1000 },
  azimuthDeg: { least: 0, most: 359.999 },
  downtiltDeg: { least: -90, most: 90 },
  pattern: 'text',
  polarisation: { words: ['V', 'H', 'VH', 'cross'] },
  frequencyHz: { least: 1e8, most: 1e11 },
  powerDbm: { least: -60, most: 90 },
  powerPer: { words: ['total', 're'] },
  bandwidthHz: { least: 1e5, most: 1e9 },
  lossesDb: { least: -60, most: 100 },
};

const SETTINGS_RULES: Readonly<Record<string, Rule>> = {
  engine: 'text',
  cellSizeM: { least: 0.5, most: 1000 },
  receiverHeightM: { least: 0.5, most: 100 },
  maxDepth: { least: 0, most: 7, whole: true },
  reflection: 'switch',
  refraction: 'switch',
  diffraction: 'switch',
  azimuths: { least: 64, most: 65_536, whole: true },
};

/**
 * The change that a path and a value ask for: `sectors.<id>.<field>` or `settings.<field>`, units as in the field's name.
 * @param names what patterns and engines may be called
 * @throws UserError('bad-input') that names path, value, rule and cure
 */
export function checkedChange(
  path: string,
  value: unknown,
  project: ProjectDocument,
  names: { readonly patterns: readonly string[]; readonly engines: readonly string[] },
): CheckedChange {
  // A sector's name may have dots in it; the name of a field has none.
  const [, area, id, field = ''] = /^(sectors|settings)(?:\.(.+))?\.([^.]+)$/.exec(path) ?? [];
  if (area === 'settings' && id === undefined) {
    assertRule(path, value, ruleOf(SETTINGS_RULES, field, path), names.engines);
    return { kind: 'settings', patch: { [field]: value } };
  }
  const sector = project.sectors.find((one) => area === 'sectors' && one.id === id);
  if (area === 'sectors' && !sector)
    throw badInput(`${path}: there is no sector "${id ?? ''}"; there are ${list(project.sectors.map((s) => s.id))}.`);
  if (!sector) throw badInput(`${path} is no path: use sectors.<id>.<field> or settings.<field>.`);
  assertRule(path, value, ruleOf(SECTOR_RULES, field, path), names.patterns);
  return { kind: 'sector', id: sector.id, patch: { [field]: value } };
}

function ruleOf(rules: Readonly<Record<string, Rule>>, field: string, path: string): Rule {
  const rule = Object.hasOwn(rules, field) ? rules[field] : undefined;
  if (rule === undefined) throw badInput(`${path}: "${field}" cannot be set; ${list(Object.keys(rules))} can.`);
  return rule;
}

function assertRule(path: string, value: unknown, rule: Rule, names: readonly string[]): void {
  const refuse = (must: string) => badInput(`${path}: ${shown(value)} is not ${must}.`);
  if (rule === 'switch') {
    if (typeof value !== 'boolean') throw refuse('true or false');
  } else if (rule === 'text' || 'words' in rule) {
    const words = rule === 'text' ? names : rule.words;
    if (typeof value !== 'string' || !words.includes(value)) throw refuse(`one of ${list(words)}`);
  } else {
    const { least, most, whole = false } = rule;
    const fits = typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value));
    if (!fits) throw refuse(`a ${whole ? 'whole ' : ''}number from ${least} to ${most}`);
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${value.slice(0, 80)}"` : String(value).slice(0, 80);
}

function list(words: readonly string[]): string {
  return words.length === 0 ? 'none' : words.slice(0, 20).join(', ');
}
