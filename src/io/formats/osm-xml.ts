import type { FootprintDraft } from '../../scene/build-scene.ts';
import { badInput } from '../../units/errors.ts';
import type { OsmData } from './osm-data.ts';
import { emptyOsmData, osmDraft } from './osm-data.ts';
import { walkXml } from './xml-events.ts';

/**
 * Reads buildings from OSM XML files (API 0.6, JOSM); several files (tiles of one area) become one scene.
 * @throws UserError with the line for damaged XML or a node without a place
 */
export function readOsmXml(
  name: string,
  files: readonly (readonly [path: string, bytes: Uint8Array])[],
): FootprintDraft {
  const data = emptyOsmData();
  // Ids of nodes not yet uploaded are negative and count from -1 in every file anew.
  for (const [i, [path, bytes]] of files.entries()) readFile(path, bytes, data, files.length > 1 ? `${i}:` : '');
  return osmDraft(name, data);
}

function readFile(path: string, bytes: Uint8Array, data: OsmData, prefix: string): void {
  const key = (id: string | undefined) => (id?.startsWith('-') ? prefix + id : (id ?? ''));
  let nodes: string[] = [];
  let members: { type: string; ref: string; role: string }[] = [];
  let tags: Record<string, string> = {};
  let id = '';
  let skip = false;
  walkXml(path, bytes, {
    open(tag, a, line) {
      if (tag === 'node') {
        const position = [Number(a.lon), Number(a.lat)] as const;
        if (a.action !== 'delete' && a.visible !== 'false') {
          if (a.lon === undefined || a.lat === undefined || !position.every(Number.isFinite)) {
            throw badInput(
              `${path}, line ${line}: node ${a.id} has no place (lat="${a.lat ?? ''}" lon="${a.lon ?? ''}").`,
            );
          }
          data.nodes.set(key(a.id), position);
        }
      } else if (tag === 'way' || tag === 'relation') {
        id = key(a.id);
        nodes = [];
        members = [];
        tags = {};
        skip = a.action === 'delete' || a.visible === 'false';
      } else if (tag === 'nd') nodes.push(key(a.ref));
      else if (tag === 'member') members.push({ type: a.type ?? '', ref: key(a.ref), role: a.role ?? '' });
      else if (tag === 'tag' && a.k !== undefined) tags[a.k] = a.v ?? '';
    },
    close(tag) {
      if (skip) return;
      if (tag === 'way') data.ways.set(id, { nodes, tags });
      else if (tag === 'relation') data.relations.set(id, { members, tags });
    },
  });
}
