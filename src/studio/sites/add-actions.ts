import type { ActionSource } from '../actions/action.ts';
import { editingRefusal } from '../commands/building-edits.ts';
import { runSelecting } from '../commands/project-commands.ts';
import { sectorAdded } from '../commands/site-edits.ts';
import { takeTool } from '../store/editing-actions.ts';
import { selectedSectors } from '../store/selection.ts';
import { notify } from '../store/view-actions.ts';

/** What is new in the project. */
export const addActions: ActionSource = ({ selection, history, scene, editing }, session) => {
  const [inHand] = selectedSectors(selection, history.project.sectors);
  const site = history.project.sites.find((s) => s.id === inHand?.siteId);
  return [
    {
      id: 'add-site',
      title: 'Add a site',
      group: 'Sites',
      keys: ['a'],
      words: 'new mast base station transmitter place',
      enabled: scene !== null,
      chosen: editing.tool?.kind === 'add-site',
      run: () => takeTool({ kind: 'add-site', template: 'three' }),
    },
    {
      id: 'add-sector',
      title: site ? `Add a sector to ${site.name}` : 'Add a sector',
      group: 'Sites',
      words: 'new cell antenna',
      enabled: site !== undefined,
      run: () => {
        if (site) runSelecting(sectorAdded(history.project, site.id));
      },
    },
    {
      id: 'select-building',
      title: 'Select the building under the pointer',
      group: 'Scene',
      keys: ['shift+b'],
      words: 'take house middle of the map',
      enabled: scene !== null,
      run: () => session.places.selectBuilding(),
    },
    {
      id: 'add-building',
      title: 'Draw a building',
      group: 'Scene',
      keys: ['b'],
      words: 'new house footprint rectangle build',
      enabled: scene !== null,
      chosen: editing.tool?.kind === 'draw-building',
      run: () => {
        const view = session.scene();
        const refusal = view && editingRefusal(view);
        if (refusal) notify({ tone: 'note', title: 'Buildings stay as they are', message: refusal, details: [] });
        else takeTool({ kind: 'draw-building', shape: 'rectangle' });
      },
    },
  ];
};
