import type { EditingState, MapTool } from './editing-state.ts';
import { drawnProfile } from './profile-state.ts';
import { studioStore } from './studio-store.ts';

/** What clicks on the map do from now on: a line that they were drawing is as long as it is. */
export function takeTool(tool: MapTool): void {
  studioStore.setState(({ editing, profile }) => ({
    editing: { ...editing, tool },
    profile: tool && profile.drawing ? drawnProfile(profile) : profile,
  }));
}

export function showMarks(marks: EditingState['marks']): void {
  patchEditing({ marks });
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
