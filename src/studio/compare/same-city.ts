import { sourceSceneId } from '../../scene/building-edits.ts';
import type { ProjectDocument } from '../store/project-document.ts';

type InScene = Pick<ProjectDocument, 'sceneId'>;

/** True for projects of one scene, whatever was built in it: their maps lie in the same streets. */
export function sameCity(a: InScene, b: InScene): boolean {
  return a.sceneId !== null && b.sceneId !== null && sourceSceneId(a.sceneId) === sourceSceneId(b.sceneId);
}
