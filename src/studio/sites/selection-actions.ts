import type { Action, ActionSource } from '../actions/action.ts';
import type { Session } from '../app/session.ts';
import { isEdited } from '../commands/building-edits.ts';
import { runEdit, runSelecting } from '../commands/project-commands.ts';
import { duplicated, namedSelection, patchedAlike, removed } from '../commands/site-edits.ts';
import { keepAntenna, startRenaming } from '../store/editing-actions.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { selectedIds, selectedSectors, selectionOf } from '../store/selection.ts';
import type { StudioState } from '../store/studio-store.ts';
import { notify, select } from '../store/view-actions.ts';
import { antennaOf } from './site-templates.ts';

/** What is done to whatever is in hand. */
export const selectionActions: ActionSource = (state) => {
  const { selection, history } = state;
  const words = selection ? namedSelection(history.project, selection) : 'the selection';
  return [
    {
      id: 'delete-selection',
      title: `Delete ${words}`,
      group: 'Edit',
      keys: ['delete', 'backspace'],
      words: 'remove demolish pull down',
      enabled: selection !== null,
      run: (session) => deleteSelection(session, state),
    },
    {
      id: 'duplicate-selection',
      title: `Duplicate ${words}`,
      group: 'Edit',
      keys: ['mod+d'],
      yields: true,
      words: 'copy clone',
      enabled: selection !== null,
      run: (session) => duplicateSelection(session, state),
    },
    {
      id: 'rename-selection',
      title: `Rename ${words}`,
      group: 'Edit',
      keys: ['f2'],
      words: 'name title',
      enabled: selection !== null && selection.kind !== 'building' && selection.others === undefined,
      run: () => {
        if (selection && selection.kind !== 'building') startRenaming({ kind: selection.kind, id: selection.id });
      },
    },
    {
      id: 'reset-building',
      title: selection?.kind === 'building' ? `Make ${words} as in the file` : 'Make buildings as in the file',
      group: 'Scene',
      words: 'reset revert original',
      enabled: selectedIds(selection, 'building').some((id) => isEdited(history.project.buildingEdits, id)),
      run: (session) => session.buildings.asOpened(selectedIds(selection, 'building')),
    },
    ...antennaActions(state),
    {
      id: 'select-all-sectors',
      title: 'Select all sectors',
      group: 'Edit',
      keys: ['mod+a'],
      yields: true,
      words: 'everything',
      enabled: history.project.sectors.length > 0,
      run: () =>
        select(
          selectionOf(
            'sector',
            history.project.sectors.map((s) => s.id),
          ),
        ),
    },
  ];
};

function antennaActions({ selection, editing, history }: StudioState): readonly Action[] {
  const sectors = selectedSectors(selection, history.project.sectors);
  const lead = sectors.find((s) => s.id === selection?.id) ?? sectors[0];
  const copied = editing.antenna;
  const target = sectors.length === 1 ? lead?.id : `${sectors.length} sectors`;
  return [
    {
      id: 'copy-antenna',
      title: lead ? `Copy the antenna of ${lead.id}` : 'Copy the antenna',
      group: 'Edit',
      keys: ['mod+c'],
      yields: true,
      words: 'settings pattern carrier power',
      enabled: lead !== undefined,
      run: () => {
        if (lead) copyAntenna(lead);
      },
    },
    {
      id: 'paste-antenna',
      title: copied && lead ? `Give ${target} the antenna of ${copied.from}` : 'Paste the antenna',
      group: 'Edit',
      keys: ['mod+v'],
      yields: true,
      words: 'settings pattern carrier power',
      enabled: copied !== null && lead !== undefined,
      run: () => {
        if (copied && lead) runEdit(patchedAlike(sectors, copied.settings, `Paste the antenna of ${copied.from}`));
      },
    },
  ];
}

function copyAntenna(sector: SectorSettings): void {
  keepAntenna({ from: sector.id, settings: antennaOf(sector) });
  notify({
    tone: 'note',
    title: `The antenna of ${sector.id} is copied`,
    message:
      'Paste gives it to the sectors in hand then: pattern, tilt, carrier, power and losses, but neither place nor azimuth.',
    details: [],
  });
}

function deleteSelection(session: Session, { selection, history }: StudioState): void {
  if (selection?.kind === 'building') session.buildings.remove(selectedIds(selection, 'building'));
  else runSelecting(removed(history.project, selection));
}

function duplicateSelection(session: Session, { selection, history }: StudioState): void {
  const ground = session.scene()?.groundBoundsM;
  if (selection?.kind === 'building') session.buildings.duplicate(selectedIds(selection, 'building'));
  else if (ground) runSelecting(duplicated(history.project, selection, ground));
}
