import { countHeightSources } from '../../scene/height-rules.ts';
import type { Issue } from '../../units/errors.ts';
import type { MeasurementsView, SceneView } from '../../worker/engine-protocol.ts';
import type { MeasurementSummary, SceneSummary } from '../store/studio-store.ts';

export function sceneSummary(scene: SceneView): SceneSummary {
  const { minX, minY, maxX, maxY } = scene.boundsM;
  return {
    id: scene.id,
    name: scene.name,
    buildings: scene.buildings.length,
    triangles: scene.triangles,
    widthM: maxX - minX,
    depthM: maxY - minY,
    placed: scene.frame !== null,
    extruded: scene.extruded,
    takesTerrain: scene.source !== 'mesh',
    otherAreaShare: scene.fidelity?.otherAreaShare ?? null,
    heightSources: countHeightSources(scene.buildings),
    origin: scene.origin ?? null,
    issues: sentencesOf(scene.issues),
  };
}

export function measurementSummary(measurements: MeasurementsView): MeasurementSummary {
  const { id, name, accepted, rejected, used, prepared, issues, ledger, mapped } = measurements;
  const { preparation = null, removed = [] } = prepared ?? {};
  return { id, name, accepted, rejected, used, preparation, removed, issues: sentencesOf(issues), ledger, mapped };
}

export function sentencesOf(issues: readonly Issue[]): string[] {
  return issues.map((issue) => issue.message);
}
