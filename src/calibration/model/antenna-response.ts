/** The antenna of a forward model: a parametric pattern (see ParametricPattern) with its pose. Angles in rad, as the model uses them. */
export interface AntennaState {
  /** Mathematical azimuth of the boresight, counter-clockwise from east. */
  readonly azimuthRad: number;
  /** Positive down. */
  readonly downtiltRad: number;
  readonly horizontalBeamwidthRad: number;
  readonly verticalBeamwidthRad: number;
  readonly peakGainDbi: number;
  readonly frontToBackDb: number;
  readonly sideLobeDb: number;
  /** Slant of the transmitted wave (see transmitSlant). */
  readonly slantRad: number;
}

/** Columns of a model's gradient that belong to the antenna: per rad for angles, per dB for the others. */
export const ANTENNA_COLUMN = {
  azimuth: 0,
  downtilt: 1,
  horizontalBeamwidth: 2,
  verticalBeamwidth: 3,
  peakGain: 4,
  frontToBack: 5,
  sideLobe: 6,
} as const;
export const ANTENNA_COLUMNS = 7;

/** Where `antennaResponse` puts what it finds. */
export const GAIN_DB = 0;
export const GAIN_SLOPES = 1;
export const POLARISATION = 8;
export const POLARISATION_BY_AZIMUTH = 9;
export const POLARISATION_BY_DOWNTILT = 10;
export const RESPONSE_NUMBERS = 11;

/**
 * Gain, polarisation angle and their derivatives towards a departure direction: out[0] = gain [dBi]; out[1..7] = its derivatives by
 * ANTENNA_COLUMN; out[8] = angle psi [rad] of the field in the global basis, (E_theta, E_phi) = sqrt(gain) (cos psi, sin psi);
 * out[9], out[10] = d psi / d azimuth, d psi / d downtilt.
 *
 * Local angles: TR 38.901 eqs 7.1-7 and 7.1-8, psi: eq. 7.1-15, all with gamma = 0, differentiated. Where an attenuation is capped
 * its slopes are 0 but for the cap's own.
 * @param azimuthRad,zenithRad direction in the scene frame: counter-clockwise from east, 0 = up
 */
export function antennaResponse(of: AntennaState, azimuthRad: number, zenithRad: number, out: Float64Array): void {
  const delta = azimuthRad - of.azimuthRad;
  const cd = Math.cos(delta);
  const sd = Math.sin(delta);
  const ct = Math.cos(zenithRad);
  const st = Math.sin(zenithRad);
  const cb = Math.cos(of.downtiltRad);
  const sb = Math.sin(of.downtiltRad);
  const lx = cb * st * cd - sb * ct;
  const ly = st * sd;
  const lz = sb * st * cd + cb * ct;
  const plan2 = Math.max(lx * lx + ly * ly, 1e-18);
  const plan = Math.sqrt(plan2);
  const theta = Math.atan2(plan, lz) - Math.PI / 2;
  const phi = Math.atan2(ly, lx);
  // d lz / d azimuth = sb st sd, d lz / d downtilt = lx; theta = acos(lz).
  const thetaByAzimuth = (-sb * st * sd) / plan;
  const thetaByDowntilt = -lx / plan;
  const phiByAzimuth = (-lx * cd * st - ly * cb * st * sd) / plan2;
  const phiByDowntilt = (ly * lz) / plan2;

  out.fill(0, 0, POLARISATION);
  const h = phi / of.horizontalBeamwidthRad;
  const v = theta / of.verticalBeamwidthRad;
  const horizontal = 12 * h * h;
  const vertical = 12 * v * v;
  const sideLobe = vertical >= of.sideLobeDb;
  const loss = Math.min(horizontal, of.frontToBackDb) + (sideLobe ? of.sideLobeDb : vertical);
  out[GAIN_SLOPES + ANTENNA_COLUMN.peakGain] = 1;
  if (loss >= of.frontToBackDb) {
    out[GAIN_DB] = of.peakGainDbi - of.frontToBackDb;
    out[GAIN_SLOPES + ANTENNA_COLUMN.frontToBack] = -1;
  } else {
    out[GAIN_DB] = of.peakGainDbi - loss;
    const byPhi = (-24 * h) / of.horizontalBeamwidthRad;
    const byTheta = sideLobe ? 0 : (-24 * v) / of.verticalBeamwidthRad;
    out[GAIN_SLOPES + ANTENNA_COLUMN.azimuth] = byPhi * phiByAzimuth + byTheta * thetaByAzimuth;
    out[GAIN_SLOPES + ANTENNA_COLUMN.downtilt] = byPhi * phiByDowntilt + byTheta * thetaByDowntilt;
    out[GAIN_SLOPES + ANTENNA_COLUMN.horizontalBeamwidth] = (2 * horizontal) / of.horizontalBeamwidthRad;
    out[GAIN_SLOPES + ANTENNA_COLUMN.verticalBeamwidth] = sideLobe ? 0 : (2 * vertical) / of.verticalBeamwidthRad;
    out[GAIN_SLOPES + ANTENNA_COLUMN.sideLobe] = sideLobe ? -1 : 0;
  }

  const n = sb * sd;
  const m = cb * st - sb * ct * cd;
  const size2 = Math.max(n * n + m * m, 1e-18);
  out[POLARISATION] = Math.atan2(n, m) + of.slantRad;
  out[POLARISATION_BY_AZIMUTH] = (-m * sb * cd + n * sb * ct * sd) / size2;
  out[POLARISATION_BY_DOWNTILT] = (m * cb * sd + n * (sb * st + cb * ct * cd)) / size2;
}
