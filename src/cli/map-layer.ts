import type { PathMoments, RadioMap } from '../propagation/radio-map.ts';
import { PROVENANCE_NAMES } from '../propagation/radio-map.ts';
import { bestServer, rsrpMap } from '../radio/link-budget.ts';
import { overlapMap, pilotPollutionMap, throughputMap } from '../radio/server-overlap.ts';
import { resourceElementNoiseDbm, sinrMap } from '../radio/sinr.ts';
import type { Sector } from '../sites/sector.ts';
import { dbFromLinear } from '../units/decibel.ts';
import { badInput } from '../units/errors.ts';
import type { Layer } from './predict-options.ts';

/** One sector's map, cut down to what layers need of it. */
export interface SectorLevels {
  readonly sector: Sector;
  /** [dBm], NaN = no data. */
  readonly rsrpDbm: Float32Array;
  /** [dB], NaN = no data. */
  readonly pathGainDb: Float32Array;
  readonly lineOfSight: Uint8Array;
  readonly provenance: Uint8Array;
  /** Error to be expected [dB], from engines that know it. */
  readonly spreadDb?: Float32Array;
  readonly moments?: PathMoments;
}

export interface MapLayer {
  /** Row by row from the north, NaN = no data. */
  readonly values: Float32Array;
  readonly unit: string;
  /** Names of the codes of a layer of classes. */
  readonly classes?: readonly string[];
  /** 1 where any of the sectors is in sight. */
  readonly lineOfSight: Uint8Array;
}

export function levelsOf(map: RadioMap, sector: Sector): SectorLevels {
  return {
    sector,
    rsrpDbm: Float32Array.from(rsrpMap(map.pathGain, map.validity, sector)),
    pathGainDb: Float32Array.from(map.pathGain, (gain, i) =>
      map.validity[i] !== 0 && gain > 0 ? dbFromLinear(gain) : Number.NaN,
    ),
    lineOfSight: map.lineOfSight,
    provenance: map.provenance,
    ...(map.spreadDb ? { spreadDb: map.spreadDb } : {}),
    ...(map.moments ? { moments: map.moments } : {}),
  };
}

/**
 * The layer of one or several sectors. With several, the sector of the strongest RSRP speaks for a cell; `los` asks for any
 * of them. SINR: noise of one resource element with the receiver's noise figure, co-channel sectors at a load [0..1].
 */
export function mapLayer(layer: Layer, levels: readonly SectorLevels[], noiseFigureDb: number, load = 1): MapLayer {
  const rsrp = levels.map((l) => l.rsrpDbm);
  const best = bestServer(rsrp);
  const lineOfSight = levels.reduce(
    (seen, l) => seen.map((s, i) => s | l.lineOfSight[i]!),
    new Uint8Array(best.sector.length),
  );
  const served = (of: (l: SectorLevels, cell: number) => number) =>
    Float32Array.from(best.sector, (k, cell) => (k < 0 ? Number.NaN : of(levels[k]!, cell)));
  switch (layer) {
    case 'path-gain':
      return { values: served((l, i) => l.pathGainDb[i]!), unit: 'dB', lineOfSight };
    case 'rsrp':
      return { values: Float32Array.from(best.rsrpDbm), unit: 'dBm', lineOfSight };
    case 'sinr':
      return { values: sinr(levels, rsrp, best.sector, noiseFigureDb, load), unit: 'dB', lineOfSight };
    case 'throughput': {
      const sinrDb = sinr(levels, rsrp, best.sector, noiseFigureDb, load);
      const bandwidthsHz = levels.map(({ sector }) => sector.bandwidthHz);
      return { values: throughputMap(sinrDb, best.sector, bandwidthsHz), unit: 'Mbit/s', lineOfSight };
    }
    case 'overlap': {
      const carriersHz = levels.map(({ sector }) => sector.frequencyHz);
      return { values: overlapMap(rsrp, best.sector, carriersHz), unit: 'sectors', lineOfSight };
    }
    case 'pilot-pollution': {
      const carriersHz = levels.map(({ sector }) => sector.frequencyHz);
      return { values: pilotPollutionMap(rsrp, best.sector, carriersHz), unit: 'sectors', lineOfSight };
    }
    case 'best-server':
      return {
        values: Float32Array.from(best.sector, (k) => (k < 0 ? Number.NaN : k)),
        unit: '',
        classes: levels.map((l) => l.sector.id),
        lineOfSight,
      };
    case 'expected-error': {
      if (levels.some(({ spreadDb }) => !spreadDb))
        throw badInput(
          'predict: --layer expected-error is known to the launch engine (its standard error) and to learned predictors only; give one of them with --engine (boresight models lists the latter)',
        );
      return { values: served((l, i) => l.spreadDb![i]!), unit: 'dB', lineOfSight };
    }
    case 'delay-spread':
      return { values: served(moment(levels, 'delaySpreadS')), unit: 's', lineOfSight };
    case 'departure-azimuth':
      return { values: served(moment(levels, 'departureAzimuthDeg')), unit: 'deg', lineOfSight };
    case 'departure-elevation':
      return { values: served(moment(levels, 'departureElevationDeg')), unit: 'deg', lineOfSight };
    case 'arrival-azimuth':
      return { values: served(moment(levels, 'arrivalAzimuthDeg')), unit: 'deg', lineOfSight };
    case 'arrival-elevation':
      return { values: served(moment(levels, 'arrivalElevationDeg')), unit: 'deg', lineOfSight };
    case 'los':
      return { values: served((_, i) => lineOfSight[i]!), unit: '', classes: ['no sight', 'in sight'], lineOfSight };
    case 'provenance':
      return { values: served((l, i) => l.provenance[i]!), unit: '', classes: PROVENANCE_NAMES, lineOfSight };
  }
}

/** A cell's delay spread or angle, where the engine knows its paths. */
function moment(levels: readonly SectorLevels[], name: keyof PathMoments): (l: SectorLevels, cell: number) => number {
  if (levels.some(({ moments }) => !moments)) {
    throw badInput(
      'predict: delay spread and angles are known to engines that follow rays one by one only; use --engine launch',
    );
  }
  return (l, cell) => l.moments![name][cell]!;
}

function sinr(
  levels: readonly SectorLevels[],
  rsrp: readonly Float32Array[],
  serving: Int32Array,
  noiseFigureDb: number,
  load: number,
): Float32Array {
  return Float32Array.from(
    sinrMap(rsrp, {
      noiseDbm: levels.map(({ sector }) => resourceElementNoiseDbm(sector.bandwidthHz, noiseFigureDb)),
      carriersHz: levels.map((l) => l.sector.frequencyHz),
      serving,
      load,
    }),
  );
}
