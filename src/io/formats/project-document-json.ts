import type { MaterialOverride } from '../../radio/materials.ts';
import { MOST_ALPHA, type ScatteringLobe } from '../../radio/scattering.ts';
import { type BuildingEdits, type EditedBuilding, editedSceneId, sourceSceneId } from '../../scene/building-edits.ts';
import type { JsonFields } from './json-fields.ts';
import { readNetworkSetup, readPlans } from './project-plans-json.ts';
import type { SavedDocument, SavedSector, SavedSettings } from './saved-project.ts';
import { POLARISATIONS } from './site-record.ts';

/** Farthest from the scene's origin [m]. */
const FARTHEST_M = 1e7;

/**
 * Reads what a project computes. Ranges keep out what no program could have written; what engines demand of a value is theirs to say.
 * @throws UserError('bad-input') for a value that breaks its rule, and for ids that are there twice or lead nowhere
 */
export function readDocument(document: JsonFields): SavedDocument {
  const sites = document.objects('sites').map((site) => ({ id: site.text('id'), name: site.text('name') }));
  const sectors = document.objects('sectors').map(readSector);
  const siteIds = idsWithoutTwins(document, 'sites', sites);
  idsWithoutTwins(document, 'sectors', sectors);
  const lost = sectors.find(({ siteId }) => !siteIds.has(siteId));
  if (lost) throw document.refuse('sectors', `of sites that are listed (${lost.id} is of "${lost.siteId}")`);
  return {
    id: document.text('id'),
    name: document.text('name'),
    ...readScene(document),
    sites,
    sectors,
    measurementId: document.isNull('measurementId') ? null : document.text('measurementId'),
    materials: Object.fromEntries(document.object('materials').entries((value, name) => [name, readMaterial(value)])),
    settings: readSettings(document.object('settings')),
    ...(document.has('plans') ? { plans: readPlans(document) } : {}),
    ...(document.has('networkSetup') ? { networkSetup: readNetworkSetup(document.object('networkSetup')) } : {}),
  };
}

/** A scene with edited buildings or a terrain is named by these; the two must not contradict one another. */
function readScene(document: JsonFields): Pick<SavedDocument, 'sceneId' | 'buildingEdits' | 'terrainId'> {
  if (document.isNull('sceneId')) return { sceneId: null };
  const sourceId = sourceSceneId(document.text('sceneId'));
  const buildingEdits: BuildingEdits | null = document.has('buildingEdits')
    ? Object.fromEntries(document.object('buildingEdits').entriesOrNull(readBuilding))
    : null;
  const terrainId = document.has('terrainId') ? document.text('terrainId') : null;
  return {
    sceneId: editedSceneId(sourceId, buildingEdits ?? {}, terrainId),
    ...(buildingEdits && { buildingEdits }),
    ...(terrainId !== null && { terrainId }),
  };
}

function readBuilding(building: JsonFields): EditedBuilding {
  return {
    outer: building.numbers('outer'),
    holes: building.numberLists('holes'),
    heightM: building.number('heightM', 0, 1e4),
    wallMaterial: building.text('wallMaterial'),
    roofMaterial: building.text('roofMaterial'),
  };
}

function idsWithoutTwins(
  document: JsonFields,
  key: string,
  entries: readonly { readonly id: string }[],
): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { id } of entries) {
    if (ids.has(id)) throw document.refuse(key, `free of twins ("${id}" is there twice)`);
    ids.add(id);
  }
  return ids;
}

function readSector(sector: JsonFields): SavedSector {
  const polarisation = POLARISATIONS.find((p) => p === sector.text('polarisation'));
  if (!polarisation) throw sector.refuse('polarisation', `one of ${POLARISATIONS.join(', ')}`);
  const powerPer = sector.text('powerPer');
  if (powerPer !== 'total' && powerPer !== 're') throw sector.refuse('powerPer', '"total" or "re"');
  return {
    // What a later program of this version adds.
    ...sector.plain(),
    id: sector.text('id'),
    siteId: sector.text('siteId'),
    x: sector.number('x', -FARTHEST_M, FARTHEST_M),
    y: sector.number('y', -FARTHEST_M, FARTHEST_M),
    heightM: sector.number('heightM', -FARTHEST_M, FARTHEST_M),
    azimuthDeg: sector.number('azimuthDeg', -720, 720),
    downtiltDeg: sector.number('downtiltDeg', -180, 180),
    pattern: sector.text('pattern'),
    polarisation,
    frequencyHz: sector.number('frequencyHz', 1, 1e13),
    powerDbm: sector.number('powerDbm', -300, 300),
    powerPer,
    bandwidthHz: sector.number('bandwidthHz', 0, 1e12),
    lossesDb: sector.number('lossesDb', -300, 300),
  };
}

function readSettings(settings: JsonFields): SavedSettings {
  return {
    ...settings.plain(),
    engine: settings.has('engine') ? settings.text('engine') : 'auto',
    cellSizeM: settings.number('cellSizeM', 1e-3, 1e5),
    receiverHeightM: settings.number('receiverHeightM', -1e4, 1e5),
    maxDepth: settings.whole('maxDepth', 0, 100),
    reflection: settings.flag('reflection'),
    refraction: settings.flag('refraction'),
    diffraction: settings.flag('diffraction'),
    azimuths: settings.whole('azimuths', 1, 1e9),
    ...(settings.has('rays') ? { rays: settings.whole('rays', 1, 1e9) } : {}),
    ...(settings.has('targetErrorDb') ? { targetErrorDb: settings.number('targetErrorDb', 0, 100) } : {}),
    ...(settings.has('scattering') ? { scattering: settings.flag('scattering') } : {}),
    ...(settings.has('noiseFigureDb') ? { noiseFigureDb: settings.number('noiseFigureDb', 0, 50) } : {}),
    ...(settings.has('load') ? { load: settings.number('load', 0, 1) } : {}),
  };
}

function readMaterial(material: JsonFields): MaterialOverride {
  const loss = (key: 'reflectionLossDb' | 'transmissionLossDb') =>
    material.has(key) ? { [key]: material.number(key, -300, 300) } : {};
  return {
    relativePermittivity: material.number('relativePermittivity', 1, 1e6),
    conductivitySm: material.number('conductivitySm', 0, 1e9),
    ...loss('reflectionLossDb'),
    ...loss('transmissionLossDb'),
    ...(material.has('scatteringCoefficient')
      ? { scatteringCoefficient: material.number('scatteringCoefficient', 0, 1) }
      : {}),
    ...(material.has('scatteringLobe') ? { scatteringLobe: readLobe(material.object('scatteringLobe')) } : {}),
    ...(material.has('crossPolarisation') ? { crossPolarisation: material.number('crossPolarisation', 0, 1) } : {}),
  };
}

function readLobe(lobe: JsonFields): ScatteringLobe {
  const kind = lobe.text('kind');
  const exponent = (key: 'alphaR' | 'alphaI') => lobe.whole(key, 1, MOST_ALPHA);
  if (kind === 'lambertian') return { kind };
  if (kind === 'directive') return { kind, alphaR: exponent('alphaR') };
  if (kind !== 'backscattering') throw lobe.refuse('kind', 'one of lambertian, directive, backscattering');
  return { kind, alphaR: exponent('alphaR'), alphaI: exponent('alphaI'), lambda: lobe.number('lambda', 0, 1) };
}
