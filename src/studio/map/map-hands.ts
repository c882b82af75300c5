import type { Session } from '../app/session.ts';
import { builtScene } from '../buildings/building-desk.ts';
import { editingRefusal } from '../commands/building-edits.ts';
import { finishGesture, patchSector, placeSectors, runSelecting, takeBack } from '../commands/project-commands.ts';
import { namedSelection, type SitePlace, siteAdded } from '../commands/site-edits.ts';
import { boxedCells } from '../errors/boxed-cells.ts';
import { takeTool } from '../store/editing-actions.ts';
import { selectBoxed } from '../store/error-view-actions.ts';
import { selectedSectors } from '../store/selection.ts';
import { currentProject, studioStore } from '../store/studio-store.ts';
import { select } from '../store/view-actions.ts';
import { BuildingGestures } from './building-gestures.ts';
import { CellBoxTool } from './cell-box-tool.ts';
import { HoverGesture } from './hover-gesture.ts';
import type { MapPicture } from './map-picture.ts';
import { MapPresses } from './map-presses.ts';
import { MapSketch } from './map-sketch.ts';
import type { MapView } from './map-view.ts';
import { SectorGestures } from './sector-gestures.ts';
import { ToolGestures } from './tool-gestures.ts';

/** All that hands do on the map. */
export interface Hands {
  readonly presses: MapPresses;
  /** To be told of every picture. */
  show(picture: MapPicture): void;
}

export function handsOn(view: MapView, container: HTMLElement, session: Session): Hands {
  const sketch = new MapSketch(container);
  const presses = new MapPresses(
    view.map,
    (screen) => {
      if (!isFree()) return false;
      session.places.explainUnder(screen);
      return true;
    },
    view.setPaced.bind(view),
  );
  const hover = new HoverGesture(view, presses, (screen) => {
    session.places.hover(screen);
    if (screen && isFree() && !presses.byTouch) view.map.getCanvas().style.cursor = sectors.grabs(screen) ? 'grab' : '';
  });
  const sectors = new SectorGestures(view, container, sketch, presses, {
    select,
    place: (places, gesture) => placeSectors(places, `Move ${inHandWords()}`, gesture),
    turn: (id, azimuthDeg, gesture) => patchSector(id, { azimuthDeg }, `Turn ${id}`, gesture),
    tilt: (id, downtiltDeg, gesture) => patchSector(id, { downtiltDeg }, `Tilt ${id}`, gesture),
    finish: finishGesture,
    takeBack,
    explain: (screen) => session.places.explainAt(screen),
    meet: (screen) => session.places.meet(screen),
    tap: (screen) => hover.tap(screen),
  });
  const desk = session.buildings;
  const buildings = new BuildingGestures(view, container, presses, {
    scene: () => {
      const scene = builtScene(session.registry);
      return scene && editingRefusal(scene.now) === null ? scene : null;
    },
    move: (from, ids, eastM, northM, gesture) => desk.move(from, ids, eastM, northM, gesture),
    nudge: (ids, eastM, northM) => desk.nudge(ids, eastM, northM),
    raise: (ids, heightM, gesture) => desk.change(ids, { heightM }, `Change height of building ${ids[0]}`, gesture),
    finish: finishGesture,
    takeBack,
  });
  const tools = new ToolGestures(view, sketch, presses, {
    surfaceAt: (screen) => session.places.surfaceAt(screen),
    addSite: (place) => {
      const { editing, selection, history } = studioStore.getState();
      if (editing.tool?.kind !== 'add-site') return;
      const [like = null] = selectedSectors(selection, history.project.sectors);
      runSelecting(siteAdded(history.project, place, editing.tool.template, like));
      takeTool(null);
    },
    pickPlace: (place) => void pickPlace(place),
    addBuilding: (outer) => {
      const added = desk.add(outer);
      if (added) takeTool(null);
      return added;
    },
  });
  const cellBox = new CellBoxTool(view, sketch, presses, (box) => {
    takeTool(null);
    const { measured } = session.ground();
    if (!measured) return;
    session.registry.boxed = boxedCells(measured, box, (x, y) => view.screenOf(x, y, 0));
    selectBoxed();
  });
  return {
    presses,
    show(picture) {
      sectors.show(picture);
      buildings.show(picture);
      tools.show(picture.tool);
      cellBox.show(picture.tool);
      // A place that is read is read on while the map under it changes.
      hover.again();
    },
  };
}

/** A place for a new site, to be ranked: what keeps them came with the panel that asks for them. */
async function pickPlace(place: SitePlace): Promise<void> {
  (await import('../network-plan/project-setup.ts')).addPoint(place);
}

/** True while clicks and taps mean nothing else. */
function isFree(): boolean {
  const { editing, profile } = studioStore.getState();
  return !editing.tool && !profile.drawing;
}

function inHandWords(): string {
  return namedSelection(currentProject(), studioStore.getState().selection);
}
