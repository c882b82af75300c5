import { badInput, UserError } from '../../units/errors.ts';
import type { Tags } from '../formats/osm-data.ts';
import { readOsmJsonData } from '../formats/osm-json.ts';
import { xmlWalk } from '../formats/xml-events.ts';
import type { CutHooks } from './map-source.ts';
import { OsmStore } from './osm-store.ts';

/** JSON is parsed as a whole; a longer text than this no browser holds. */
export const JSON_LIMIT = 256 << 20;

/**
 * Reads OSM XML piece by piece, so that the file is never in memory as a whole.
 * @param packed whether it is gzipped
 * @throws UserError('bad-input') with the line for damaged XML or a node without a place; UserError('aborted')
 */
export async function readOsmXmlFile(name: string, file: Blob, packed: boolean, hooks: CutHooks): Promise<OsmStore> {
  const store = new OsmStore(name);
  const walk = xmlWalk(name, osmEvents(name, store));
  let read = 0;
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(part, out) {
      read += part.length;
      out.enqueue(part);
    },
  });
  const bytes = file.stream().pipeThrough(counted);
  const text = packed ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes;
  const reader = text.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (hooks.signal?.aborted) throw new UserError('aborted', 'Reading was cancelled.');
      walk.write(part.value);
      hooks.onProgress?.(read / file.size, `Reading ${name}: ${(store.nodes / 1e6).toFixed(1)} million nodes`);
    }
  } catch (cause) {
    await reader.cancel().catch(() => undefined);
    if (cause instanceof UserError) throw cause;
    throw badInput(
      `${name} breaks off or is damaged (${cause instanceof Error ? cause.message : cause}). Download it again.`,
    );
  }
  walk.close();
  store.finish();
  return store;
}

/** @throws UserError('bad-input') when it is no OSM JSON, or too large */
export async function readOsmJsonFile(name: string, file: Blob): Promise<OsmStore> {
  if (file.size > JSON_LIMIT) {
    throw badInput(
      `${name} has ${Math.round(file.size / (1 << 20))} MiB; OSM JSON is read up to ${JSON_LIMIT >> 20} MiB. Ask for XML ("[out:xml]"), which is read piece by piece.`,
    );
  }
  const { nodes, ways, relations } = readOsmJsonData(name, new Uint8Array(await file.arrayBuffer()));
  const store = new OsmStore(name);
  // Geometry in place has no ids of nodes: they are numbered as they come.
  const numbers = new Map<string, number>();
  for (const [id, [lon, lat]] of nodes) {
    numbers.set(id, numbers.size);
    store.addNode(numbers.size - 1, lon, lat);
  }
  for (const [id, way] of ways)
    store.addWay(
      Number(id),
      way.nodes.map((node) => numbers.get(node) ?? -1),
      way.tags,
    );
  for (const [id, relation] of relations) store.addRelation(Number(id), relation);
  store.finish();
  return store;
}

function osmEvents(name: string, store: OsmStore) {
  let refs: number[] = [];
  let members: { type: string; ref: string; role: string }[] = [];
  let tags: Record<string, string> = {};
  let id = 0;
  let kept = false;
  const isKept = (a: Tags) => a.action !== 'delete' && a.visible !== 'false';
  return {
    open(tag: string, a: Tags, line: number) {
      if (tag === 'node') {
        kept = false;
        if (!isKept(a)) return;
        const [lon, lat] = [Number(a.lon), Number(a.lat)];
        if (a.lon === undefined || a.lat === undefined || !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
          throw badInput(
            `${name}, line ${line}: node ${a.id} has no place (lat="${a.lat ?? ''}" lon="${a.lon ?? ''}").`,
          );
        }
        store.addNode(Number(a.id), lon, lat);
      } else if (tag === 'way' || tag === 'relation') {
        id = Number(a.id);
        refs = [];
        members = [];
        tags = {};
        kept = isKept(a);
      } else if (tag === 'nd') refs.push(Number(a.ref));
      else if (tag === 'member') members.push({ type: a.type ?? '', ref: a.ref ?? '', role: a.role ?? '' });
      else if (tag === 'tag' && kept && a.k !== undefined) tags[a.k] = a.v ?? '';
    },
    close(tag: string) {
      if (!kept) return;
      if (tag === 'way') store.addWay(id, refs, tags);
      else if (tag === 'relation') store.addRelation(id, { members, tags });
    },
  };
}
