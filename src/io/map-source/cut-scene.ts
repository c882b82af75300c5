import { type GeoFrame, localFrame, localFromWgs84 } from '../../raster/geo-frame.ts';
import { boxCentre, boxHolds, type LonLatBox, middleOf } from '../../raster/lonlat-box.ts';
import type { BoundsM } from '../../raster/raster-grid.ts';
import { sceneFromFootprints } from '../../scene/build-scene.ts';
import type { HeightRules } from '../../scene/height-rules.ts';
import type { Scene } from '../../scene/scene.ts';
import { badInput, UserError } from '../../units/errors.ts';
import { IssueLedger } from '../../units/issue-ledger.ts';
import { buildingOf, type Footprint } from '../formats/lonlat-footprints.ts';
import { type MapCut, MOST_BUILDINGS } from './map-source.ts';
import { surroundingsOf } from './surroundings.ts';

/** What a scene is to be cut out as. */
export interface CutOrder {
  readonly name: string;
  /** The file or the service. */
  readonly from: string;
  readonly attribution: string | null;
  readonly box: LonLatBox;
  readonly heightRules: HeightRules;
}

/**
 * The scene of what a box holds: buildings whose middle lies in it, whole; roads, water and land use up to its edges. The frame is
 * centred on the box (x east, y true north).
 * @throws UserError('bad-input') when no building is left; UserError('over-budget') with the figure when there are too many
 */
export function sceneOfCut(cut: MapCut, order: CutOrder): Scene {
  const { name, from, attribution, box, heightRules } = order;
  const frame = localFrame(boxCentre(box));
  const boundsM = localBounds(box, frame);
  const inside = cut.buildings.filter(({ rings }) => boxHolds(box, ...middleOf(rings[0] ?? [])));
  if (inside.length > MOST_BUILDINGS) {
    throw new UserError(
      'over-budget',
      `The box holds ${inside.length} buildings; a scene takes up to ${MOST_BUILDINGS}. Draw a smaller one.`,
    );
  }
  if (inside.length === 0) {
    throw badInput(`The box holds no building of ${from}. Draw it over buildings, as the preview shows them.`);
  }
  const ledger = new IssueLedger(from);
  const buildings = uniquelyNamed(inside).flatMap(
    (footprint) => buildingOf(footprint, frame, heightRules, ledger) ?? [],
  );
  return sceneFromFootprints(name, {
    buildings,
    frame,
    source: 'footprints',
    groundBoundsM: boundsM,
    issues: [...cut.issues, ...ledger.issues()],
    surroundings: surroundingsOf(cut, frame, boundsM),
    origin: { from, attribution, box, heightRules },
  });
}

/** Bounds of a box in the frame about its centre: of the widest parallel, which is longer than the middle one by centimetres. */
function localBounds(box: LonLatBox, frame: GeoFrame): BoundsM {
  const corners = [box.west, box.east].flatMap((lonDeg) =>
    [box.south, box.north].map((latDeg) => localFromWgs84(frame, { lonDeg, latDeg })),
  );
  return {
    minX: Math.min(...corners.map((p) => p.x)),
    minY: Math.min(...corners.map((p) => p.y)),
    maxX: Math.max(...corners.map((p) => p.x)),
    maxY: Math.max(...corners.map((p) => p.y)),
  };
}

/** The polygons of one feature share its id; a scene tells its buildings apart by theirs. */
function uniquelyNamed(footprints: readonly Footprint[]): Footprint[] {
  const seen = new Map<string, number>();
  return footprints.map((footprint) => {
    const times = (seen.get(footprint.id) ?? 0) + 1;
    seen.set(footprint.id, times);
    return times === 1 ? footprint : { ...footprint, id: `${footprint.id}#${times}` };
  });
}
