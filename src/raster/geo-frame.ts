/**
 * Ties a scene's local metres to WGS 84 by a transverse Mercator projection: local x = easting - originEastingM, local
 * y = northing - originNorthingM. A UTM zone (scaleFactor 0.9996, epsg set) for rasters that come in one; otherwise a
 * projection centred on the scene (scaleFactor 1, epsg null), where grid north is true north.
 */
export interface GeoFrame {
  readonly centralMeridianDeg: number;
  readonly scaleFactor: number;
  readonly falseEastingM: number;
  readonly falseNorthingM: number;
  readonly originEastingM: number;
  readonly originNorthingM: number;
  /** EPSG code of the projected system, or null for a projection of our own. */
  readonly epsg: number | null;
}

export interface LatLon {
  readonly latDeg: number;
  readonly lonDeg: number;
}

// WGS 84 ellipsoid and the third-order-flattening Krüger series (Karney 2011, eq. 7-36), good to nanometres at city scale.
const A = 6_378_137;
const F = 1 / 298.257223563;
const N = F / (2 - F);
const E = Math.sqrt(F * (2 - F));
const RECTIFYING_RADIUS = (A / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64 + N ** 6 / 256);
const ALPHA = [
  N / 2 - (2 / 3) * N ** 2 + (5 / 16) * N ** 3 + (41 / 180) * N ** 4,
  (13 / 48) * N ** 2 - (3 / 5) * N ** 3 + (557 / 1440) * N ** 4,
  (61 / 240) * N ** 3 - (103 / 140) * N ** 4,
  (49561 / 161280) * N ** 4,
];
const BETA = [
  N / 2 - (2 / 3) * N ** 2 + (37 / 96) * N ** 3 - (1 / 360) * N ** 4,
  (1 / 48) * N ** 2 + (1 / 15) * N ** 3 - (437 / 1440) * N ** 4,
  (17 / 480) * N ** 3 - (37 / 840) * N ** 4,
  (4397 / 161280) * N ** 4,
];

/** A frame of our own centred on the point: x east, y true north, no scale error at the centre. */
export function localFrame(origin: LatLon): GeoFrame {
  const bare = {
    centralMeridianDeg: origin.lonDeg,
    scaleFactor: 1,
    falseEastingM: 0,
    falseNorthingM: 0,
    originEastingM: 0,
    originNorthingM: 0,
    epsg: null,
  };
  const o = localFromWgs84(bare, origin);
  return { ...bare, originNorthingM: o.y };
}

/** The frame of UTM zone `zone` (1..60), with local (0, 0) at the given easting and northing [m]. */
export function utmFrame(zone: number, north: boolean, originEastingM: number, originNorthingM: number): GeoFrame {
  return {
    centralMeridianDeg: zone * 6 - 183,
    scaleFactor: 0.9996,
    falseEastingM: 500_000,
    falseNorthingM: north ? 0 : 10_000_000,
    originEastingM,
    originNorthingM,
    epsg: (north ? 32600 : 32700) + zone,
  };
}

/** Local scene metres of a WGS 84 position. */
export function localFromWgs84(frame: GeoFrame, p: LatLon): { x: number; y: number } {
  const lat = (p.latDeg * Math.PI) / 180;
  const dLon = ((p.lonDeg - frame.centralMeridianDeg) * Math.PI) / 180;
  const s = Math.sin(lat);
  const t = Math.sinh(Math.atanh(s) - E * Math.atanh(E * s));
  const xi = Math.atan2(t, Math.cos(dLon));
  const eta = Math.atanh(Math.sin(dLon) / Math.hypot(1, t));
  let e = eta;
  let n = xi;
  ALPHA.forEach((a, i) => {
    const j = 2 * (i + 1);
    e += a * Math.cos(j * xi) * Math.sinh(j * eta);
    n += a * Math.sin(j * xi) * Math.cosh(j * eta);
  });
  const k = frame.scaleFactor * RECTIFYING_RADIUS;
  return {
    x: frame.falseEastingM + k * e - frame.originEastingM,
    y: frame.falseNorthingM + k * n - frame.originNorthingM,
  };
}

/** WGS 84 position of local scene metres. */
export function wgs84FromLocal(frame: GeoFrame, x: number, y: number): LatLon {
  const k = frame.scaleFactor * RECTIFYING_RADIUS;
  const xi = (y + frame.originNorthingM - frame.falseNorthingM) / k;
  const eta = (x + frame.originEastingM - frame.falseEastingM) / k;
  let xi0 = xi;
  let eta0 = eta;
  BETA.forEach((b, i) => {
    const j = 2 * (i + 1);
    xi0 -= b * Math.sin(j * xi) * Math.cosh(j * eta);
    eta0 -= b * Math.cos(j * xi) * Math.sinh(j * eta);
  });
  const conformal = Math.sin(xi0) / Math.hypot(Math.sinh(eta0), Math.cos(xi0));
  // Newton on the conformal latitude's tangent (Karney 2011, eq. 19-21).
  let tau = conformal;
  for (let i = 0; i < 5; i++) {
    const sigma = Math.sinh(E * Math.atanh((E * tau) / Math.hypot(1, tau)));
    const f = tau * Math.hypot(1, sigma) - sigma * Math.hypot(1, tau);
    const slope = (Math.hypot(1, f) * (1 - E * E) * Math.hypot(1, tau)) / (1 + (1 - E * E) * tau * tau);
    tau += (conformal - f) / slope;
  }
  const lon = Math.atan2(Math.sinh(eta0), Math.cos(xi0));
  return {
    latDeg: (Math.atan(tau) * 180) / Math.PI,
    lonDeg: ((frame.centralMeridianDeg + (lon * 180) / Math.PI + 540) % 360) - 180,
  };
}
