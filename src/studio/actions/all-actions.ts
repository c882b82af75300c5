import type { Session } from '../app/session.ts';
import { calibrationActions } from '../calibration/calibration-actions.ts';
import { columnActions } from '../columns/column-actions.ts';
import { compareActions } from '../compare/compare-actions.ts';
import { dockActions } from '../dock/dock-actions.ts';
import { driveActions } from '../drive/drive-actions.ts';
import { errorActions } from '../errors/error-actions.ts';
import { explainActions } from '../explain/explain-actions.ts';
import { exportActions } from '../export/export-actions.ts';
import { importActions } from '../import-city/import-actions.ts';
import { legendActions } from '../legend/legend-actions.ts';
import { projectActions } from '../panels/project-actions.ts';
import { planningActions } from '../planning/planning-actions.ts';
import { preparationActions } from '../preparation/preparation-actions.ts';
import { presentActions } from '../present/present-actions.ts';
import { profileActions } from '../profile/profile-actions.ts';
import { keepingActions } from '../projects/keeping-actions.ts';
import { addActions } from '../sites/add-actions.ts';
import { selectionActions } from '../sites/selection-actions.ts';
import { studioStore } from '../store/studio-store.ts';
import { terrainActions } from '../terrain/terrain-actions.ts';
import { ACTION_GROUPS, type Action, type ActionSource } from './action.ts';
import { editActions } from './edit-actions.ts';
import { engineActions } from './engine-actions.ts';
import { escapeAction } from './escape-action.ts';
import { layerActions } from './layer-actions.ts';
import { windowActions } from './window-actions.ts';

/** One line per feature. */
const SOURCES: readonly ActionSource[] = [
  projectActions,
  keepingActions,
  editActions,
  escapeAction,
  selectionActions,
  addActions,
  layerActions,
  legendActions,
  importActions,
  terrainActions,
  engineActions,
  compareActions,
  calibrationActions,
  explainActions,
  profileActions,
  planningActions,
  driveActions,
  errorActions,
  columnActions,
  preparationActions,
  dockActions,
  exportActions,
  presentActions,
  windowActions,
];

/** Every command as things stand now, group by group. */
export function allActions(session: Session): readonly Action[] {
  const state = studioStore.getState();
  const actions = SOURCES.flatMap((source) => source(state, session));
  return ACTION_GROUPS.flatMap((group) => actions.filter((action) => action.group === group));
}

export function actionOf(id: string, session: Session): Action | undefined {
  const state = studioStore.getState();
  for (const source of SOURCES) {
    const found = source(state, session).find((action) => action.id === id);
    if (found) return found;
  }
  return undefined;
}
