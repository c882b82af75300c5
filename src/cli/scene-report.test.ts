import { describe, expect, it } from 'vitest';
import { readGeoJson } from '../io/formats/geojson.ts';
import { sceneFromFootprints } from '../scene/build-scene.ts';
import { synthesiseCity } from '../scene/synthetic/synthesise-city.ts';
import { sceneReport, sceneText } from './scene-report.ts';

describe('sceneReport', () => {
  it('counts where heights come from, in the footprints of a map', () => {
    const features = [{ height: 12 }, { levels: 4 }, { building: 'church' }, {}, {}].map((properties, i) => ({
      type: 'Feature',
      properties,
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [0.001 * i, 0],
            [0.001 * i + 0.0005, 0],
            [0.001 * i + 0.0005, 0.0005],
            [0.001 * i, 0],
          ],
        ],
      },
    }));
    const bytes = new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features }));
    const scene = sceneFromFootprints('town', readGeoJson('town.geojson', bytes));
    expect(sceneReport(scene)).toMatchObject({
      height_sources: { tagged: 1, levels: 1, class: 1, assumed: 2 },
      heights: { min: 6, median: 12, max: 12 },
      cut_from: null,
    });
    expect(sceneText(scene)).toContain('heights: 1 tagged, 1 levels, 1 class, 2 assumed');
  });

  it('says nothing of sources where a scene has none', () => {
    const city = synthesiseCity(7);
    expect(sceneReport(city).height_sources).toBeNull();
    expect(sceneText(city).join()).not.toContain('heights:');
  });
});
