import type { EditingState, MapTool } from './editing-state.ts';
import { studioStore } from './studio-store.ts';

export function takeTool(tool: MapTool): void {
  patchEditing({ tool });
}

export function startRenaming(renaming: EditingState['renaming']): void {
  patchEditing({ renaming });
}

export function keepAntenna(antenna: EditingState['antenna']): void {
  patchEditing({ antenna });
}

function patchEditing(patch: Partial<EditingState>): void {
  studioStore.setState(({ editing }) => ({ editing: { ...editing, ...patch } }));
}
