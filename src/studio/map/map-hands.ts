import type { Session } from '../app/session.ts';
import { builtScene } from '../buildings/building-desk.ts';
import { editingRefusal } from '../commands/building-edits.ts';
import { finishGesture, patchSector, placeSectors, runSelecting } from '../commands/project-commands.ts';
import { namedSelection, siteAdded } from '../commands/site-edits.ts';
import { takeTool } from '../store/editing-actions.ts';
import { selectedSectors } from '../store/selection.ts';
import { currentProject, studioStore } from '../store/studio-store.ts';
import { select } from '../store/view-actions.ts';
import { BuildingGestures } from './building-gestures.ts';
import { followHover } from './hover-gesture.ts';
import type { MapPicture } from './map-picture.ts';
import { MapSketch } from './map-sketch.ts';
import type { MapView } from './map-view.ts';
import { SectorGestures } from './sector-gestures.ts';
import { ToolGestures } from './tool-gestures.ts';

/** All that hands do on the map; what comes back is told of every picture. */
export function handsOn(view: MapView, container: HTMLElement, session: Session): (picture: MapPicture) => void {
  const sketch = new MapSketch(container);
  const sectors = new SectorGestures(view, container, sketch, {
    select,
    place: (places, gesture) => placeSectors(places, `Move ${inHandWords()}`, gesture),
    turn: (id, azimuthDeg, gesture) => patchSector(id, { azimuthDeg }, `Turn ${id}`, gesture),
    tilt: (id, downtiltDeg, gesture) => patchSector(id, { downtiltDeg }, `Tilt ${id}`, gesture),
    finish: finishGesture,
    explain: (screen) => session.explainAt(screen),
  });
  const desk = session.buildings;
  const buildings = new BuildingGestures(view, container, {
    scene: () => {
      const scene = builtScene(session.registry);
      return scene && editingRefusal(scene.now) === null ? scene : null;
    },
    move: (from, ids, eastM, northM, gesture) => desk.move(from, ids, eastM, northM, gesture),
    nudge: (ids, eastM, northM) => desk.nudge(ids, eastM, northM),
    raise: (ids, heightM, gesture) => desk.change(ids, { heightM }, `Change height of building ${ids[0]}`, gesture),
    finish: finishGesture,
  });
  const tools = new ToolGestures(view, sketch, {
    surfaceAt: (screen) => session.surfaceAt(screen),
    addSite: (place) => {
      const { editing, selection, history } = studioStore.getState();
      if (editing.tool?.kind !== 'add-site') return;
      const [like = null] = selectedSectors(selection, history.project.sectors);
      runSelecting(siteAdded(history.project, place, editing.tool.template, like));
      takeTool(null);
    },
    addBuilding: (outer) => {
      const added = desk.add(outer);
      if (added) takeTool(null);
      return added;
    },
  });
  followHover(view, (screen) => {
    session.hover(screen);
    const { editing, profile } = studioStore.getState();
    if (screen && !editing.tool && !profile.drawing)
      view.map.getCanvas().style.cursor = sectors.grabs(screen) ? 'grab' : '';
  });
  return (picture) => {
    sectors.show(picture);
    buildings.show(picture);
    tools.show(picture.tool);
  };
}

function inHandWords(): string {
  return namedSelection(currentProject(), studioStore.getState().selection);
}
