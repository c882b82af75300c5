import { wgs84FromLocal } from '../../raster/geo-frame.ts';
import type { Ring, Scene } from '../../scene/scene.ts';
import { HEIGHT_SOURCE_KEY } from './building-tags.ts';
import { LOCAL_METRES, LOCAL_METRES_MEMBER } from './geojson.ts';

/**
 * The buildings of a scene as GeoJSON footprints with height [m] and materials. In WGS 84 where the scene has a place (RFC 7946);
 * otherwise in local metres, which a top-level member states, since other programs would take them for degrees.
 */
export function writeGeoJson(scene: Scene): string {
  const position = (x: number, y: number): number[] => {
    if (!scene.frame) return [x, y];
    const { lonDeg, latDeg } = wgs84FromLocal(scene.frame, x, y);
    // 1e-9 degrees are 0.1 mm.
    return [Number(lonDeg.toFixed(9)), Number(latDeg.toFixed(9))];
  };
  const closed = (ring: Ring) => {
    const out: number[][] = [];
    for (let i = 0; i < ring.length; i += 2) out.push(position(ring[i]!, ring[i + 1]!));
    out.push(out[0]!);
    return out;
  };
  const features = scene.buildings.map((b) => ({
    type: 'Feature',
    id: b.id,
    properties: {
      height: b.heightM,
      ...(b.heightSource && { [HEIGHT_SOURCE_KEY]: b.heightSource }),
      wall_material: b.wallMaterial,
      roof_material: b.roofMaterial,
    },
    geometry: { type: 'Polygon', coordinates: [b.outer, ...b.holes].map(closed) },
  }));
  const note = scene.frame ? {} : { [LOCAL_METRES_MEMBER]: LOCAL_METRES };
  return `${JSON.stringify({ type: 'FeatureCollection', name: scene.name, ...note, features })}\n`;
}
