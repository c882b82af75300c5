import { deflateSync, Inflate } from 'fflate';
import { badInput } from '../../units/errors.ts';
import { joinBytes } from '../join-bytes.ts';
import { isJsonObject } from './json-document.ts';
import { readProjectJson, writeProjectJson } from './project-json.ts';
import type { SavedNetworkSetup, SavedPlan, SavedProject } from './saved-project.ts';

/** A project that fits into an address: a synthetic city, and nothing of the user's files. */
export interface LinkedProject {
  readonly project: SavedProject;
  /** With the measurements that come with the demo. */
  readonly demoMeasurements: boolean;
}

/** What such an address has behind its `#`: with and without the demo's measurements. */
const BARE = 'project=';
const WITH_DEMO = 'demo-project=';

/** Longest link that is read [characters], and what it may expand to [bytes]: a hundred times what a large network needs. */
const LONGEST = 200_000;
const MOST_BYTES = 8 * 1024 ** 2;

/** Why a project cannot be passed on in a link; null where it can. */
export function linkProblem({ document, sources, patterns }: SavedProject): string | null {
  const scene = Object.values(sources).find((source) => source.kind === 'synthetic');
  if (document.sceneId === null || !scene)
    return 'The city came from a file, and a link holds no files. Save the project as a file instead.';
  if (document.terrainId !== undefined)
    return 'The terrain under the city came from a file, and a link holds no files. Save the project as a file instead.';
  const used = new Set(document.sectors.map(({ pattern }) => pattern));
  const table = patterns.find(({ kind, name }) => kind === 'table' && used.has(name));
  return table
    ? `The antenna "${table.name}" came from a file, and a link holds no files. Save the project as a file instead.`
    : null;
}

/** What stands behind the `#`. Measurements are left out, but for those of the demo, which every studio has. */
export function writeProjectLink({ project, demoMeasurements }: LinkedProject): string {
  const { verdict: _, ...rest } = project;
  const { document, sources, patterns } = rest;
  const { plans, networkSetup } = document;
  const bare: SavedProject = {
    ...rest,
    document: {
      ...document,
      measurementId: null,
      ...(plans ? { plans: plans.map(drawn) } : {}),
      ...(networkSetup ? { networkSetup: bareSetup(networkSetup) } : {}),
    },
    sources: Object.fromEntries(Object.entries(sources).filter(([, source]) => source.kind === 'synthetic')),
    patterns: patterns.filter(({ kind }) => kind === 'parametric'),
    history: null,
  };
  const packed = deflateSync(new TextEncoder().encode(writeProjectJson(bare)), { level: 9 });
  let binary = '';
  for (const byte of packed) binary += String.fromCharCode(byte);
  const text = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return `${demoMeasurements ? WITH_DEMO : BARE}${text}`;
}

/** Limits and rasters that came from files stay behind, too. */
function bareSetup({ asked }: SavedNetworkSetup): SavedNetworkSetup {
  const { antennas } = asked;
  if (!isJsonObject(antennas)) return { asked, files: {} };
  const { limits: _, ...rest } = antennas;
  return { asked: { ...asked, antennas: rest }, files: {} };
}

/** Users that came from a file stay behind: others are drawn in their place. */
function drawn({ users: _, ...plan }: SavedPlan): SavedPlan {
  return plan;
}

/** True for what stands behind the `#` of such an address. */
export function isProjectLink(hash: string): boolean {
  return hash.startsWith(BARE) || hash.startsWith(WITH_DEMO);
}

/** @throws UserError('bad-input') when it was cut off, altered, too large, or made by a newer version */
export function readProjectLink(hash: string): LinkedProject {
  const demoMeasurements = hash.startsWith(WITH_DEMO);
  const text = hash.slice((demoMeasurements ? WITH_DEMO : BARE).length);
  if (text.length > LONGEST) throw badInput(`The link is longer than any project (${text.length} characters).`);
  const project = readProjectJson('The link', expanded(text));
  const problem = linkProblem(project);
  if (problem !== null || Object.values(project.sources).some(({ kind }) => kind !== 'synthetic'))
    throw badInput(`The link is not whole. ${problem ?? 'It names files, and a link holds none.'}`);
  return { project, demoMeasurements };
}

function expanded(text: string): Uint8Array {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const inflate = new Inflate((part) => {
      bytes += part.length;
      if (bytes > MOST_BYTES) throw new RangeError(`it expands past ${MOST_BYTES} bytes`);
      parts.push(part);
    });
    const packed = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    // In pieces, so that what expands without end is stopped on the way.
    for (let at = 0; at < packed.length; at += 4096)
      inflate.push(packed.subarray(at, at + 4096), at + 4096 >= packed.length);
  } catch (cause) {
    throw badInput(
      `The link is not whole (${cause instanceof Error ? cause.message : cause}). Copy all of it, from the sender's address bar to its end.`,
    );
  }
  return joinBytes(parts);
}
