import { badInput } from '../../units/errors.ts';
import { type Limits, SOLVE_LIMITS } from '../commands/hand-limits.ts';
import type { MapSettings, ProjectDocument, SectorSettings } from '../store/project-document.ts';

/** A change that a script asks for, checked. */
export type CheckedChange =
  | { readonly kind: 'sector'; readonly id: string; readonly patch: Partial<SectorSettings> }
  | { readonly kind: 'settings'; readonly patch: Partial<MapSettings> };

/** A finite number within limits, a whole one, one of some words, or a switch. */
type Rule = (Limits & { readonly whole?: boolean }) | { readonly words: readonly string[] } | 'switch' | 'text';

const FAR_M = 1e7;

const SECTOR_RULES: Readonly<Record<string, Rule>> = {
  x: { min: -FAR_M, max: FAR_M },
  y: { min: -FAR_M, max: FAR_M },
  heightM: { min: 0.5, max: 1000 },
  azimuthDeg: { min: 0, max: 359.999 },
  downtiltDeg: { min: -90, max: 90 },
  pattern: 'text',
  polarisation: { words: ['V', 'H', 'VH', 'cross'] },
  frequencyHz: { min: 1e8, max: 1e11 },
  powerDbm: { min: -60, max: 90 },
  powerPer: { words: ['total', 're'] },
  bandwidthHz: { min: 1e5, max: 1e9 },
  lossesDb: { min: -60, max: 100 },
};

const SETTINGS_RULES: Readonly<Record<string, Rule>> = {
  engine: 'text',
  cellSizeM: { min: 0.5, max: 1000 },
  receiverHeightM: { min: 0.5, max: 100 },
  maxDepth: { ...SOLVE_LIMITS.maxDepth, whole: true },
  reflection: 'switch',
  refraction: 'switch',
  diffraction: 'switch',
  azimuths: { ...SOLVE_LIMITS.azimuths, whole: true },
  rays: { ...SOLVE_LIMITS.rays, whole: true },
  targetErrorDb: SOLVE_LIMITS.targetErrorDb,
  scattering: 'switch',
  noiseFigureDb: { min: 0, max: 50 },
  load: { min: 0, max: 1 },
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
    const { min, max, whole = false } = rule;
    const fits = typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value));
    if (!fits) throw refuse(`a ${whole ? 'whole ' : ''}number from ${min} to ${max}`);
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${value.slice(0, 80)}"` : String(value).slice(0, 80);
}

function list(words: readonly string[]): string {
  return words.length === 0 ? 'none' : words.slice(0, 20).join(', ');
}
