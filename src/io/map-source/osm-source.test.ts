import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { boxAround } from '../../raster/lonlat-box.ts';
import { STANDARD_HEIGHT_RULES } from '../../scene/height-rules.ts';
import type { Scene } from '../../scene/scene.ts';
import { readScene } from '../formats/scene-formats.ts';
import { writeCutFile } from './cut-file.ts';
import { sceneOfCut } from './cut-scene.ts';
import { PREVIEW_KINDS } from './map-source.ts';
import { openMap } from './open-map.ts';
import { OSM_ATTRIBUTION } from './osm-source.ts';

const LAT = 48.2;
const LON = 16.37;
const dLon = (m: number) => m / (111_320 * Math.cos((LAT * Math.PI) / 180));
const dLat = (m: number) => m / 111_320;

/** A drawn map in OSM's terms; nodes are shared by nobody. */
class OsmDrawing {
  readonly elements: Record<string, unknown>[] = [];
  #id = 100;

  way(points: readonly (readonly [xM: number, yM: number])[], tags: Record<string, string>, closed = true): number {
    const nodes = points.map(([x, y]) => {
      const id = this.#id++;
      this.elements.push({ type: 'node', id, lat: LAT + dLat(y), lon: LON + dLon(x) });
      return id;
    });
    const id = this.#id++;
    this.elements.push({ type: 'way', id, nodes: closed ? [...nodes, nodes[0]] : nodes, tags });
    return id;
  }

  block(x: number, y: number, w: number, d: number, tags: Record<string, string>): number {
    return this.way(
      [
        [x, y],
        [x + w, y],
        [x + w, y + d],
        [x, y + d],
      ],
      tags,
    );
  }

  multipolygon(outer: number, inner: number, tags: Record<string, string>): void {
    const members = [
      { type: 'way', ref: outer, role: 'outer' },
      { type: 'way', ref: inner, role: 'inner' },
    ];
    this.elements.push({ type: 'relation', id: this.#id++, members, tags: { type: 'multipolygon', ...tags } });
  }

  json(): Blob {
    return new Blob([JSON.stringify({ version: 0.6, elements: this.elements })]);
  }

  xml(): string {
    const tagsOf = (e: Record<string, unknown>) =>
      Object.entries((e.tags ?? {}) as object)
        .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
        .join('');
    const rank = ['node', 'way', 'relation'];
    const sorted = [...this.elements].sort((a, b) => rank.indexOf(String(a.type)) - rank.indexOf(String(b.type)));
    const lines = sorted.map((e) => {
      if (e.type === 'node') return `<node id="${e.id}" lat="${e.lat}" lon="${e.lon}"/>`;
      if (e.type === 'way') {
        return `<way id="${e.id}">${(e.nodes as number[]).map((n) => `<nd ref="${n}"/>`).join('')}${tagsOf(e)}</way>`;
      }
      const members = (e.members as { type: string; ref: number; role: string }[]).map(
        (m) => `<member type="${m.type}" ref="${m.ref}" role="${m.role}"/>`,
      );
      return `<relation id="${e.id}">${members.join('')}${tagsOf(e)}</relation>`;
    });
    return `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n${lines.join('\n')}\n</osm>\n`;
  }
}

function town(): OsmDrawing {
  const map = new OsmDrawing();
  map.block(-50, -50, 20, 20, { building: 'yes', height: '12.5' });
  map.block(0, -50, 20, 20, { building: 'apartments', 'building:levels': '4' });
  map.block(50, -50, 20, 20, { building: 'church' });
  map.block(100, -50, 20, 20, { building: 'yes' });
  // Its middle lies outside the box of 400 m, by half a metre.
  map.block(190, 0, 21, 20, { building: 'yes', height: '30' });
  map.block(5000, 5000, 20, 20, { building: 'yes', height: '40' });
  const outer = map.block(-100, 50, 60, 60, {});
  map.multipolygon(outer, map.block(-80, 70, 20, 20, {}), { building: 'yes', height: '20' });
  map.way(
    [
      [-300, 0],
      [300, 0],
    ],
    { highway: 'primary', name: 'Long Street' },
    false,
  );
  map.way(
    [
      [-300, 10],
      [300, 10],
    ],
    { railway: 'rail' },
    false,
  );
  const shore = map.block(50, 100, 100, 80, {});
  map.multipolygon(shore, map.block(80, 120, 40, 40, {}), { natural: 'water' });
  map.block(-190, -190, 80, 80, { leisure: 'park' });
  return map;
}

const BOX = boxAround({ latDeg: LAT, lonDeg: LON }, 400, 400);
const RULES = {
  ...STANDARD_HEIGHT_RULES,
  storeyM: 3.5,
  classM: { ...STANDARD_HEIGHT_RULES.classM, churches: 25 },
  assumedM: 8,
};
const ORDER = { name: 'Town', from: 'town.osm', attribution: OSM_ATTRIBUTION, box: BOX, heightRules: RULES };

async function sceneOf(file: Blob, name = 'town.osm'): Promise<Scene> {
  const source = await openMap(name, file);
  return sceneOfCut(await source.cut(BOX), ORDER);
}

describe('a large OSM file', () => {
  it('gives what lies in the box, with heights by the rules that were given', async () => {
    const scene = await sceneOf(new Blob([town().xml()]));
    expect(
      scene.buildings
        .map((b) => [b.heightM, b.heightSource, b.holes.length])
        .sort((a, b) => Number(a[0]) - Number(b[0])),
    ).toEqual([
      [8, 'assumed', 0],
      [12.5, 'tagged', 0],
      [14, 'levels', 0],
      [20, 'tagged', 1],
      [25, 'class', 0],
    ]);
    expect(scene.roads.map((r) => [r.name, r.widthM])).toEqual([['Long Street', 14]]);
    expect(scene.roads[0]!.line[0]).toBeCloseTo(scene.boundsM.minX, 6);
    expect(scene.water.length).toBeGreaterThan(0);
    expect(scene.landUse?.classes.some((code) => scene.landUse?.names[code] === 'park')).toBe(true);
    expect(scene.origin).toEqual({ from: 'town.osm', attribution: OSM_ATTRIBUTION, box: BOX, heightRules: RULES });
  });

  it('is the same as XML, gzipped XML and JSON, whatever order its nodes are in', async () => {
    const map = town();
    const plain = await sceneOf(new Blob([map.xml()]));
    const heights = (scene: Scene) => scene.buildings.map((b) => [b.heightM, Math.round(b.outer[0]! * 10)]).sort();
    expect(
      heights(
        await sceneOf(
          new Blob([gzipSync(new TextEncoder().encode(map.xml())) as Uint8Array<ArrayBuffer>]),
          'town.osm.gz',
        ),
      ),
    ).toEqual(heights(plain));
    expect(heights(await sceneOf(map.json(), 'town.json'))).toEqual(heights(plain));
    map.elements.reverse();
    expect(heights(await sceneOf(new Blob([map.xml()])))).toEqual(heights(plain));
  });

  it('says what it holds, and draws what a view shows', async () => {
    const source = await openMap('town.osm', new Blob([town().xml()]));
    expect(source.facts).toMatchObject({ kind: 'osm', buildings: 6, zoom: null });
    expect(source.facts.bounds.north).toBeCloseTo(LAT + dLat(5020), 6);
    const { kinds, starts, xy } = await source.preview(BOX);
    const names = [...kinds].map((k) => PREVIEW_KINDS[k]);
    expect(names.filter((name) => name === 'building')).toHaveLength(5);
    expect(names).toContain('road');
    expect(starts.length).toBe(kinds.length + 1);
    expect(xy.length).toBe(2 * starts.at(-1)!);
  });

  it('reports how far reading is, and stops when cancelled', async () => {
    const seen: number[] = [];
    await openMap('town.osm', new Blob([town().xml()]), { onProgress: (fraction) => seen.push(fraction) });
    expect(seen.at(-1)).toBe(1);
    const cancelled = openMap('town.osm', new Blob([town().xml()]), { signal: AbortSignal.abort() });
    await expect(cancelled).rejects.toMatchObject({ code: 'aborted' });
  });

  it.each([
    ['broken XML', 'a.osm', '<osm><node id="1" lat="1" lon="2"></osm>', /not well-formed XML/],
    ['a cut file', 'a.osm', `${town().xml().slice(0, 900)}`, /not well-formed XML/],
    ['a node without a place', 'a.osm', '<osm>\n<node id="5" lat="95" lon="1"/></osm>', /line 2: node 5 has no place/],
    ['no buildings', 'a.osm', '<osm><node id="5" lat="5" lon="1"/></osm>', /holds no building/],
    ['damaged gzip', 'a.osm.gz', new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]), /breaks off or is damaged/],
    ['OSM PBF', 'a.osm.pbf', '\0\0\0\r\n\tOSMHeader\x18', /convert it \("osmium cat a\.osm\.pbf -o map\.osm"\)/],
    ['something else', 'a.csv', 'lat,lon\n1,2', /no map that is understood/],
  ])('refuses %s', async (_, name, content, message) => {
    await expect(openMap(name, new Blob([content]))).rejects.toThrow(message);
  });
});

describe('the file of a cut', () => {
  const fileOf = async () => {
    const source = await openMap('town.osm', new Blob([town().xml()]));
    return writeCutFile(await source.cut(BOX), ORDER);
  };
  const opened = (text: string) => readScene(new Map([['town.geojson', new TextEncoder().encode(text)]]), 'town');

  it('gives the same scene without the map', async () => {
    const direct = await sceneOf(new Blob([town().xml()]));
    const scene = await opened(await fileOf());
    expect(scene.name).toBe('Town');
    expect(scene.origin).toEqual(direct.origin);
    expect(scene.issues).toEqual(direct.issues);
    expect(scene.buildings.map((b) => [b.id, b.heightM, b.heightSource])).toEqual(
      direct.buildings.map((b) => [b.id, b.heightM, b.heightSource]),
    );
    // 1e-7 degrees are a centimetre.
    for (const [i, b] of scene.buildings.entries()) {
      for (const [k, v] of b.outer.entries()) expect(Math.abs(v - direct.buildings[i]!.outer[k]!)).toBeLessThan(0.011);
    }
    expect(scene.roads.map((r) => r.name)).toEqual(['Long Street']);
    const painted = (s: Scene) => s.landUse!.classes.reduce((n, code) => n + (code > 0 ? 1 : 0), 0);
    expect(Math.abs(painted(scene) / painted(direct) - 1)).toBeLessThan(0.01);
  });

  it('holds nothing beyond the box', async () => {
    const { features } = JSON.parse(await fileOf());
    expect(features).toHaveLength(5 + 1 + 2);
    const points = features.flatMap((f: { geometry: { type: string; coordinates: number[][] } }) =>
      f.geometry.type === 'LineString' ? f.geometry.coordinates : [],
    );
    for (const [lon] of points) expect(lon).toBeGreaterThanOrEqual(BOX.west - 1e-7);
  });

  it.each([
    [
      'another version',
      (t: string) => t.replace('"version":1', '"version":9'),
      /a cut of version 9; version 1 is read/,
    ],
    ['no box', (t: string) => t.replace('"west"', '"left"'), /"box" lacks the number "west"/],
    ['rules that are none', (t: string) => t.replace('"storeyM":3.5', '"storeyM":-1'), /needs "storeyM" over 0/],
    ['a point', (t: string) => t.replace('"LineString"', '"Point"'), /holds lines and polygons, not "Point"/],
  ])('refuses %s', async (_, change, message) => {
    await expect(opened(change(await fileOf()))).rejects.toThrow(message);
  });
});
