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
export const COS_PSI = 8;
export const SIN_PSI = 9;
export const PSI_BY_AZIMUTH = 10;
export const PSI_BY_DOWNTILT = 11;
export const RESPONSE_NUMBERS = 12;

/** An antenna ready for many directions: what does not depend on them, worked out once. */
export interface PreparedAntenna extends AntennaState {
  readonly cosAzimuth: number;
  readonly sinAzimuth: number;
  readonly cosDowntilt: number;
  readonly sinDowntilt: number;
  readonly cosSlant: number;
  readonly sinSlant: number;
}

export function prepareAntenna(of: AntennaState): PreparedAntenna {
  return {
    ...of,
    cosAzimuth: Math.cos(of.azimuthRad),
    sinAzimuth: Math.sin(of.azimuthRad),
    cosDowntilt: Math.cos(of.downtiltRad),
    sinDowntilt: Math.sin(of.downtiltRad),
    cosSlant: Math.cos(of.slantRad),
    sinSlant: Math.sin(of.slantRad),
  };
}

/**
 * Gain, polarisation angle and their derivatives towards a departure direction: out[0] = gain [dBi]; out[1..7] = its derivatives by
 * ANTENNA_COLUMN; out[8], out[9] = cos and sin of the angle psi of the field in the global basis, (E_theta, E_phi) = sqrt(gain)
 * (cos psi, sin psi); out[10], out[11] = d psi / d azimuth, d psi / d downtilt.
 *
 * Local angles: TR 38.901 eqs 7.1-7 and 7.1-8, psi: eq. 7.1-15, all with gamma = 0, differentiated. Where an attenuation is capped
 * its slopes are 0 but for the cap's own.
 * @param cosAzimuth,sinAzimuth of the direction, counter-clockwise from east
 * @param ct,st cos and sin of its zenith angle
 */
export function antennaResponse(
  of: PreparedAntenna,
  cosAzimuth: number,
  sinAzimuth: number,
  ct: number,
  st: number,
  out: Float64Array,
): void {
  const cd = cosAzimuth * of.cosAzimuth + sinAzimuth * of.sinAzimuth;
  const sd = sinAzimuth * of.cosAzimuth - cosAzimuth * of.sinAzimuth;
  const cb = of.cosDowntilt;
  const sb = of.sinDowntilt;
  const lx = cb * st * cd - sb * ct;
  const ly = st * sd;
  const lz = sb * st * cd + cb * ct;
  const plan2 = Math.max(lx * lx + ly * ly, 1e-18);
  const plan = Math.sqrt(plan2);
  const theta = -Math.asin(Math.max(-1, Math.min(1, lz)));
  const phi = Math.atan2(ly, lx);
  // d lz / d azimuth = sb st sd, d lz / d downtilt = lx; theta = acos(lz).
  const thetaByAzimuth = (-sb * st * sd) / plan;
  const thetaByDowntilt = -lx / plan;
  const phiByAzimuth = (-lx * cd * st - ly * cb * st * sd) / plan2;
  const phiByDowntilt = (ly * lz) / plan2;

  for (let k = 0; k < COS_PSI; k++) out[k] = 0;
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
  const size = Math.sqrt(size2);
  out[COS_PSI] = (m * of.cosSlant - n * of.sinSlant) / size;
  out[SIN_PSI] = (n * of.cosSlant + m * of.sinSlant) / size;
  out[PSI_BY_AZIMUTH] = (-m * sb * cd + n * sb * ct * sd) / size2;
  out[PSI_BY_DOWNTILT] = (m * cb * sd + n * (sb * st + cb * ct * cd)) / size2;
}
