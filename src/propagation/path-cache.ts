/** What a path did at a surface. */
export const PATH_EVENT = { reflected: 0, transmitted: 1, throughRoof: 2, ground: 3 } as const;

/** "No building": the ground. */
export const NO_BUILDING = 0xffffffff;

/**
 * Paths from one transmitter to a list of cells, kept so that antenna, power and materials can be changed without tracing again.
 * The geometry of a path depends on none of them: departure direction, what it met at which angle, and how the planes of incidence
 * are turned against one another. Contributions of a cell lie together: those of cell c are [cellStart[c], cellStart[c + 1]).
 *
 * A contribution stands for all beams that reached the cell by the same surfaces in nearly the same direction. Its power is
 * g = e^T Q e, with e = (E_theta, E_phi) the antenna's real field towards the departure direction (|e|^2 = gain, linear) and Q the
 * symmetric matrix (gainTT, gainTP; gainTP, gainPP) for the materials that the cache was recorded with. A cell's path gain is
 * the sum over its contributions: linear, isotropic receiver, both polarisations, cell average (see RadioMap).
 *
 * For other materials Q follows from the events: Q = weight * Re(M^H M), where M is the product over the events, first to last, of
 * diag(c_TE, c_TM) * R(rotation), R(x) = (cos x, sin x; -sin x, cos x); see calibration/forward-model. A contribution of weight 0 has
 * no events: its Q stands for it whatever the materials (a cache for antennas only holds nothing else).
 */
export interface PathCache {
  readonly cellCount: number;
  /** cellCount + 1 entries. */
  readonly cellStart: Uint32Array;
  /** Departure azimuth [rad, counter-clockwise from east] and zenith angle [rad, 0 = up]. */
  readonly azimuthRad: Float32Array;
  readonly zenithRad: Float32Array;
  readonly gainTT: Float32Array;
  readonly gainTP: Float32Array;
  readonly gainPP: Float32Array;
  /** Power for |e| = 1 and surfaces that change nothing, the loss of diffraction included; 0 where the events were not kept. */
  readonly weight: Float32Array;
  /** PROVENANCE code of the mechanism. */
  readonly mechanism: Uint8Array;
  /** Events of contribution i are [eventStart[i], eventStart[i + 1]); none at all in a cache for antennas only. */
  readonly eventStart: Uint32Array;
  readonly events: PathEvents;
  /** Names of the materials that eventMaterial indexes. */
  readonly materials: readonly string[];
  /** Cells where part of the area sees the transmitter directly. */
  readonly lineOfSight: Uint8Array;
  /** Deposits that the contributions were merged from. */
  readonly deposits: number;
  /** Share [0..1] of all power (isotropic antenna) whose events were not kept. */
  readonly cutShare: number;
  readonly stats: PathCacheStats;
}

export interface PathEvents {
  /** PATH_EVENT code. */
  readonly kind: Uint8Array;
  /** Index of the scene's building, NO_BUILDING for the ground. */
  readonly building: Uint32Array;
  readonly material: Uint16Array;
  /** Cosine of incidence, 0..1. */
  readonly cosine: Float32Array;
  /**
   * Angle [rad] from the polarisation axes after the event before (at first: theta, phi of the departing ray) into TE and TM of
   * this one: (TE, TM) = R(rotation) (e_1, e_2).
   */
  readonly rotationRad: Float32Array;
}

export interface PathCacheStats {
  readonly engine: string;
  readonly adapter: string;
  /** Wall time [ms]. */
  readonly packMs: number;
  readonly traceMs: number;
  readonly mergeMs: number;
  readonly bytes: number;
  readonly warnings: readonly string[];
}
