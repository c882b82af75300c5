import { describe, expect, it } from 'vitest';
import { readScene } from '../io/formats/scene-formats.ts';
import { boxAround } from '../raster/lonlat-box.ts';
import { STANDARD_HEIGHT_RULES } from '../scene/height-rules.ts';
import { drawnTown, TOWN } from '../testing/drawn-town.ts';
import { pmtilesOf } from '../testing/map-tiles.ts';
import { MapShelf } from './map-shelf.ts';

const BOX = boxAround(TOWN, 400, 400);
const MAP = new Blob([pmtilesOf(drawnTown(8), { zoom: 15, metadata: { attribution: '<a href="x">© Somebody</a>' } })]);
const job = (mapId: string, name: string) => ({
  ...{ jobId: 'j', mapId, box: BOX, heightRules: STANDARD_HEIGHT_RULES, name, from: null },
});

describe('MapShelf', () => {
  it('cuts a box as a file that opens by itself, with where it is from', async () => {
    const shelf = new MapShelf();
    const { id, facts } = await shelf.open('town.pmtiles', MAP, {});
    expect(facts).toMatchObject({ kind: 'tiles', zoom: 15, attribution: '© Somebody' });
    const stages: string[] = [];
    const file = await shelf.cut(job(id, 'Town: a/b?'), { onProgress: (_, stage) => stages.push(stage) });
    expect(file.name).toBe('Town a b.geojson');
    expect(stages.at(-1)).toBe('Building the scene');
    const scene = await readScene(new Map([[file.name, file.bytes]]), file.name);
    expect(scene).toMatchObject({ name: 'Town: a/b?', origin: { from: 'town.pmtiles', attribution: '© Somebody' } });
    expect(scene.buildings.length).toBeGreaterThan(30);
  });

  it('lets a map go when it is closed or another is opened', async () => {
    const shelf = new MapShelf();
    const first = await shelf.open('town.pmtiles', MAP, {});
    const second = await shelf.open('town.pmtiles', MAP, {});
    await expect((async () => shelf.preview(first.id, BOX))()).rejects.toThrow(/is not open/);
    shelf.close(first.id);
    expect((await shelf.preview(second.id, BOX)).kinds.length).toBeGreaterThan(0);
    shelf.close(second.id);
    await expect(shelf.cut(job(second.id, 'x'), {})).rejects.toThrow(/is not open/);
  });
});
