import type { KeyedFile } from '../io/content-key.ts';
import type { SavedProject, SavedSector } from '../io/formats/saved-project.ts';
import { type BuildingEdits, editedSceneId } from '../scene/building-edits.ts';

export const SAVED_SECTOR: SavedSector = {
  id: 'Mast-A',
  siteId: 'Mast',
  x: 12.5,
  y: -3,
  heightM: 30,
  azimuthDeg: 30,
  downtiltDeg: 6,
  pattern: 'measured panel',
  polarisation: 'cross',
  frequencyHz: 2.14e9,
  powerDbm: 43,
  powerPer: 'total',
  bandwidthHz: 20e6,
  lossesDb: -1.5,
};

const BUILDING_EDITS: BuildingEdits = {
  'new 1': {
    outer: [0, 0, 10, 0, 10, 10, 0, 10],
    holes: [[2, 2, 2, 4, 4, 4]],
    heightM: 12,
    wallMaterial: 'glass',
    roofMaterial: 'metal',
  },
  'b 17': null,
};

/** A project with something of everything; `files` are those of its measurements. */
export function savedProject(files: readonly KeyedFile[] = [], verdict?: KeyedFile): SavedProject {
  const measurementId = files.length > 0 ? 'measured-1' : null;
  return {
    createdMs: Date.UTC(2026, 0, 31, 12),
    changedMs: Date.UTC(2026, 1, 1, 12, 30, 15, 250),
    document: {
      id: '0123456789abcdef',
      name: 'Old town, 2.1 GHz',
      sceneId: editedSceneId('synthetic-7 Old town', BUILDING_EDITS),
      buildingEdits: BUILDING_EDITS,
      sites: [{ id: 'Mast', name: 'Mast' }],
      sectors: [SAVED_SECTOR, { ...SAVED_SECTOR, id: 'Mast-B', pattern: 'Mast-B · calibrated', azimuthDeg: 150 }],
      measurementId,
      materials: {
        concrete: { relativePermittivity: 5.1, conductivitySm: 0.05, reflectionLossDb: 2, transmissionLossDb: -1 },
        glass: {
          relativePermittivity: 6,
          conductivitySm: 0.01,
          scatteringCoefficient: 0.45,
          crossPolarisation: 0.1,
          scatteringLobe: { kind: 'backscattering', alphaR: 4, alphaI: 9, lambda: 0.7 },
        },
      },
      settings: {
        engine: 'sweep',
        cellSizeM: 5,
        receiverHeightM: 1.5,
        maxDepth: 3,
        reflection: true,
        refraction: false,
        diffraction: true,
        azimuths: 4096,
        noiseFigureDb: 5.5,
        load: 0.3,
      },
    },
    sources: {
      'synthetic-7 Old town': { kind: 'synthetic', seed: 7, name: 'Old town' },
      ...(measurementId ? { [measurementId]: { kind: 'files', files } } : {}),
    },
    patterns: [
      {
        kind: 'table',
        name: 'measured panel',
        peakGainDbi: 17.3,
        horizontalLossDb: Float64Array.from({ length: 360 }, (_, i) => Math.min(i, 360 - i) / 7),
        verticalLossDb: Float64Array.from({ length: 360 }, (_, i) => (i % 90) / 3),
      },
      {
        kind: 'parametric',
        name: 'Mast-B · calibrated',
        peakGainDbi: 8,
        horizontalBeamwidthDeg: 63,
        verticalBeamwidthDeg: 9.5,
        frontToBackDb: 31,
        sideLobeDb: 28,
      },
    ],
    view: {
      layer: 'los',
      selection: { kind: 'sector', ids: ['Mast-A', 'Mast-B'] },
      camera: { lngDeg: 11.57, latDeg: 48.14, zoom: 15.25, bearingDeg: -24, pitchDeg: 52 },
      measuredShown: false,
      scales: { rsrp: { breaks: [-110, -95, -80], mode: 'continuous', palette: 'cividis' } },
    },
    ...(verdict && { verdict }),
    history: { undoable: [], redoable: [] },
  };
}
