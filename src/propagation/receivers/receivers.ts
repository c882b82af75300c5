import type { RasterGrid } from '../../raster/raster-grid.ts';
import { badInput } from '../../units/errors.ts';
import type { ReceiverSurface, SolveRequest } from '../solve-request.ts';
import { type DrapedReceivers, drapedReceivers } from './draped-receivers.ts';

type Vector = readonly [number, number, number];

/** A plane of receivers, cut into the cells of a grid. Metres, scene frame. */
export interface ReceiverPlane {
  readonly kind: 'plane';
  /** The corner of the grid's first cell: north-west on a horizontal plane, top and start on a section. */
  readonly corner: Vector;
  /** Unit vectors along rising columns and along rising rows, and across the plane. */
  readonly alongColumns: Vector;
  readonly alongRows: Vector;
  readonly normal: Vector;
  /** Its highest z. */
  readonly topM: number;
}

/** An upright plane of receivers, of some thickness: its cells are boxes (section-walk). */
export interface SectionReceivers {
  readonly kind: 'section';
  readonly plane: ReceiverPlane;
  readonly thicknessM: number;
  readonly topM: number;
}

/** Where the receivers of a map are. */
export type Receivers = ReceiverPlane | DrapedReceivers | SectionReceivers;

/** The receivers that a request asks for: one horizontal plane where it names no surface. */
export function receiversOf({
  grid,
  receiverZM,
  receiverSurface,
}: Pick<SolveRequest, 'grid' | 'receiverZM' | 'receiverSurface'>): Receivers {
  if (receiverSurface?.kind === 'draped') return drapedReceivers(grid, receiverSurface.cornerZM);
  if (receiverSurface?.kind === 'section') {
    const plane = sectionPlane(grid, receiverSurface);
    return { kind: 'section', plane, thicknessM: grid.cellSizeM, topM: plane.topM };
  }
  return horizontalPlane(grid, receiverZM);
}

export function horizontalPlane(grid: RasterGrid, zM: number): ReceiverPlane {
  return {
    kind: 'plane',
    corner: [grid.westM, grid.northM, zM],
    alongColumns: [1, 0, 0],
    alongRows: [0, -1, 0],
    normal: [0, 0, 1],
    topM: zM,
  };
}

/** The upright plane over a line: columns count metres along it (grid.westM at its start), rows go down from z = grid.northM. */
function sectionPlane(
  grid: RasterGrid,
  { x, y, towards }: Extract<ReceiverSurface, { kind: 'section' }>,
): ReceiverPlane {
  const [ux, uy] = towards;
  return {
    kind: 'plane',
    corner: [x + grid.westM * ux, y + grid.westM * uy, grid.northM],
    alongColumns: [ux, uy, 0],
    alongRows: [0, 0, -1],
    normal: [uy, -ux, 0],
    topM: grid.northM,
  };
}

/** The horizontal or upright rectangle that stands for the receivers where a direction is only aimed at them. */
export function aimPlane(receivers: Receivers, grid: RasterGrid): ReceiverPlane {
  if (receivers.kind === 'section') return receivers.plane;
  return receivers.kind === 'plane' ? receivers : horizontalPlane(grid, receivers.meanZM);
}

/** @throws UserError('bad-input') for a surface that no map can be computed on */
export function checkReceivers({ grid, receiverZM, receiverSurface }: SolveRequest): void {
  if (!Number.isFinite(receiverZM)) throw badInput(`Receiver height ${receiverZM} m is not a finite number of metres.`);
  if (receiverSurface?.kind === 'draped') {
    const { cornerZM } = receiverSurface;
    const corners = (grid.columns + 1) * (grid.rows + 1);
    if (cornerZM.length !== corners) {
      throw badInput(
        `The receiver surface has ${cornerZM.length} heights; ${grid.columns} x ${grid.rows} cells have ${corners} corners.`,
      );
    }
    const bad = cornerZM.findIndex((z) => !Number.isFinite(z));
    if (bad >= 0) {
      throw badInput(
        `The receiver surface has height ${cornerZM[bad]} m at corner ${bad % (grid.columns + 1)}, ${Math.floor(bad / (grid.columns + 1))}; give finite metres everywhere.`,
      );
    }
  }
  if (receiverSurface?.kind === 'section') {
    const { x, y, towards } = receiverSurface;
    if (![x, y].every(Number.isFinite) || !(Math.abs(Math.hypot(...towards) - 1) < 1e-9)) {
      throw badInput(
        `A section from (${x}, ${y}) towards (${towards.join(', ')}) has no direction; give two points apart.`,
      );
    }
  }
}
