import { peakGainDbi } from '../radio/antenna.ts';
import { localFromWgs84 } from '../raster/geo-frame.ts';
import { buildingAt } from '../scene/building-at.ts';
import type { Scene } from '../scene/scene.ts';
import { footOf, groundZ } from '../scene/terrain.ts';
import { degrees } from '../units/angle.ts';
import { badInput, type Issue } from '../units/errors.ts';
import type { Sector } from './sector.ts';
import type { SectorDraft } from './sector-draft.ts';

/** Antennas whose height a list does not know: this far above the roof below them ... */
const ABOVE_ROOF_M = 2;
/** ... or this high above open ground. */
const MAST_HEIGHT_M = 25;
/** An antenna below the roof of a raster building is set this far above it: such rasters know roofs to a few metres only. */
const RASTER_ROOF_CLEARANCE_M = 1;
/** Farther outside the scene than this is another city, or swapped coordinates. */
const FAR_M = 20_000;

const DEFAULTS = {
  azimuthDeg: 0,
  downtiltDeg: 0,
  polarisation: 'V',
  frequencyHz: 3.5e9,
  powerDbm: 43,
  powerPer: 'total',
  bandwidthHz: 20e6,
  lossesDb: 0,
} as const;

export interface PlacedSectors {
  readonly sectors: readonly Sector[];
  /** What was assumed or moved, with the number of sectors each concerns. */
  readonly issues: readonly Issue[];
}

/**
 * Sets drafts into a scene: positions to local metres, heights to absolute z, and a stated default for all that a list leaves
 * out (azimuth 0, downtilt 0, isotropic without an azimuth and tr38901 with one, V, 3.5 GHz, 43 dBm in total over 20 MHz).
 * Compass bearings of sectors given by latitude and longitude are turned to the scene's grid.
 * @throws UserError('bad-input') for lat/lon in a scene without a place, positions far outside the scene, and antennas inside a
 * building below its roof, except in scenes from height rasters, where they are raised above the roof and counted.
 */
export function placeSectors(drafts: readonly SectorDraft[], scene: Scene): PlacedSectors {
  const notes = new Map<string, { message: string; kind: Issue['kind']; ids: string[] }>();
  const note = (code: string, kind: Issue['kind'], message: string, id: string) => {
    const entry = notes.get(code) ?? { message, kind, ids: [] };
    entry.ids.push(id);
    notes.set(code, entry);
  };
  const assume = <K extends keyof typeof DEFAULTS>(draft: SectorDraft, key: K, what: string) => {
    const value = draft[key];
    if (value !== undefined) return value as NonNullable<SectorDraft[K]>;
    note(`assumed-${key}`, 'warning', `no ${what} given; taken as ${String(DEFAULTS[key])}`, draft.id);
    return DEFAULTS[key] as NonNullable<SectorDraft[K]>;
  };
  const sectors = drafts.map((draft): Sector => {
    const { x, y } = positionIn(scene, draft);
    const pattern = patternOf(draft, note);
    return {
      id: draft.id,
      siteId: draft.siteId,
      x,
      y,
      z: antennaZ(scene, draft, x, y, note),
      azimuthDeg: (compassAzimuth(draft, assume) + trueNorthBearing(scene, draft) + 360) % 360,
      downtiltDeg: draft.downtiltDeg ?? DEFAULTS.downtiltDeg,
      pattern,
      polarisation: draft.polarisation ?? DEFAULTS.polarisation,
      frequencyHz: assume(draft, 'frequencyHz', 'frequency [Hz]'),
      powerDbm: portPowerDbm(draft, pattern) ?? assume(draft, 'powerDbm', 'power [dBm]'),
      powerPer: draft.powerPer ?? DEFAULTS.powerPer,
      bandwidthHz: draft.bandwidthHz ?? DEFAULTS.bandwidthHz,
      lossesDb: draft.lossesDb ?? DEFAULTS.lossesDb,
    };
  });
  const issues = [...notes].map(([code, { message, kind, ids }]) => ({
    kind,
    code,
    count: ids.length,
    message: `${ids.length} sector${ids.length === 1 ? '' : 's'} (${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ', ...' : ''}): ${message}`,
  }));
  return { sectors, issues };
}

type Assume = (draft: SectorDraft, key: 'azimuthDeg', what: string) => number;

function compassAzimuth(draft: SectorDraft, assume: Assume): number {
  if (draft.azimuthDeg !== undefined) return draft.azimuthDeg;
  // Without a direction the default pattern is isotropic and nothing is assumed.
  return draft.pattern === 'iso' || draft.pattern === undefined ? 0 : assume(draft, 'azimuthDeg', 'azimuth [deg]');
}

/** Carrier and level of a draft, with the stated defaults where it says nothing: what needs no place. */
export function draftLevel(
  draft: SectorDraft,
): Pick<Sector, 'frequencyHz' | 'powerDbm' | 'powerPer' | 'bandwidthHz' | 'lossesDb'> {
  const pattern = draft.pattern ?? (draft.azimuthDeg === undefined ? 'iso' : 'tr38901');
  return {
    frequencyHz: draft.frequencyHz ?? DEFAULTS.frequencyHz,
    powerDbm: portPowerDbm(draft, pattern) ?? DEFAULTS.powerDbm,
    powerPer: draft.powerPer ?? DEFAULTS.powerPer,
    bandwidthHz: draft.bandwidthHz ?? DEFAULTS.bandwidthHz,
    lossesDb: draft.lossesDb ?? DEFAULTS.lossesDb,
  };
}

/** An EIRP already has the losses off; they go on again here, since the link budget takes them off every power. */
function portPowerDbm(draft: SectorDraft, pattern: Sector['pattern']): number | undefined {
  if (draft.powerDbm !== undefined || draft.eirpDbm === undefined) return draft.powerDbm;
  return draft.eirpDbm - peakGainDbi(pattern) + (draft.lossesDb ?? DEFAULTS.lossesDb);
}

type Note = (code: string, kind: Issue['kind'], message: string, id: string) => void;

function positionIn(scene: Scene, draft: SectorDraft): { x: number; y: number } {
  const { position } = draft;
  if (position.kind === 'wgs84' && scene.frame === null) {
    throw badInput(
      `${draft.place}: lat and lon need a scene with a place on the Earth, and ${scene.name} has none; give x and y [m] in the scene frame`,
    );
  }
  const at =
    position.kind === 'local'
      ? { x: position.x, y: position.y }
      : localFromWgs84(scene.frame!, { latDeg: position.latDeg, lonDeg: position.lonDeg });
  const b = scene.boundsM;
  const outside = Math.hypot(Math.max(b.minX - at.x, 0, at.x - b.maxX), Math.max(b.minY - at.y, 0, at.y - b.maxY));
  if (!(outside <= FAR_M)) {
    throw badInput(
      `${draft.place}: sector ${draft.id} lies ${(outside / 1000).toFixed(1)} km outside the scene ${scene.name}; are lat and lon swapped, or is it another city?`,
    );
  }
  return at;
}

/**
 * Bearing of true north in the scene's grid [deg]: what a compass bearing must be turned by. Zero on the central meridian; up
 * to two degrees at the edge of a UTM zone.
 */
function trueNorthBearing(scene: Scene, draft: SectorDraft): number {
  const { position } = draft;
  if (position.kind !== 'wgs84' || scene.frame === null) return 0;
  const here = localFromWgs84(scene.frame, position);
  const north = localFromWgs84(scene.frame, { ...position, latDeg: position.latDeg + 1e-4 });
  return degrees(Math.atan2(north.x - here.x, north.y - here.y));
}

function patternOf(draft: SectorDraft, note: Note): Sector['pattern'] {
  if (draft.pattern !== undefined) return draft.pattern;
  const pattern = draft.azimuthDeg === undefined ? 'iso' : 'tr38901';
  note(`assumed-pattern-${pattern}`, 'warning', `no antenna pattern given; taken as ${pattern}`, draft.id);
  return pattern;
}

function antennaZ(scene: Scene, draft: SectorDraft, x: number, y: number, note: Note): number {
  const ground = groundZ(scene, x, y);
  const building = buildingAt(scene, x, y);
  const roof = building === null ? null : footOf(building, scene).footZ + building.heightM;
  let z = draft.zM;
  if (z === undefined) {
    const height = draft.heightAboveGroundM;
    if (height === undefined || height === 0) {
      note(
        'assumed-height',
        'warning',
        `antenna height unknown (0 or blank); set ${ABOVE_ROOF_M} m above the roof below, or ${MAST_HEIGHT_M} m above open ground`,
        draft.id,
      );
      return roof === null ? ground + MAST_HEIGHT_M : roof + ABOVE_ROOF_M;
    }
    z = ground + height;
  }
  // Below the ground nothing is enclosed. An antenna exactly at the roof has no defined side of it, so it counts as inside.
  if (building === null || roof === null || z > roof || z < ground) return z;
  if (scene.source === 'raster') {
    note(
      'raised-above-roof',
      'repaired',
      `antenna below the roof of the raster building it stands in; raised to ${RASTER_ROOF_CLEARANCE_M} m above that roof, since such rasters know roofs to a few metres only`,
      draft.id,
    );
    return roof + RASTER_ROOF_CLEARANCE_M;
  }
  throw badInput(
    `${draft.place}: the antenna of ${draft.id} at ${(z - ground).toFixed(1)} m above ground is inside building "${building.id}", whose roof is ${building.heightM.toFixed(1)} m high; raise it above the roof or move it off the footprint`,
  );
}
