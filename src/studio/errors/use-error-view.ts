import { useDeferredValue, useEffect, useMemo } from 'react';
import { sameGrid } from '../../raster/raster-grid.ts';
import { useSession } from '../app/session-context.ts';
import { tellSelected } from '../store/error-view-actions.ts';
import type { Brush, CellGrouping } from '../store/error-view-state.ts';
import { useStudio } from '../store/studio-store.ts';
import { brushedCells } from './brushed-cells.ts';
import { type CellGroups, cellGroups, groupingsOf } from './cell-groups.ts';
import { type ErrorCells, errorCells, errorFigures, marksOf } from './error-cells.ts';

/** What all charts of the error view draw. */
export interface ErrorView {
  readonly cells: ErrorCells;
  readonly brush: Brush | null;
  /** 1 for every selected cell; null while there is no selection. */
  readonly selected: Uint8Array | null;
}

/** The errors of the map as it is, and which cells are selected; null while no cell is both measured and covered. */
export function useErrorView(): ErrorView | null {
  const session = useSession();
  const cells = useErrorCells();
  const brush = useStudio((s) => s.errorView.brush);
  const groups = useCellGroups(cells, brush?.kind === 'class' ? brush.grouping : null);
  const selected = useMemo(
    () => cells && brush && brushedCells(brush, { cells, groups, boxed: session.registry.boxed }),
    [session, cells, groups, brush],
  );
  useMarks(cells, selected);
  return cells && { cells, brush, selected };
}

/** The grouping that was chosen, where the scene has it. */
export function useGrouping(): CellGrouping {
  const wanted = useStudio((s) => s.errorView.grouping);
  return groupingsOf(useSession().scene()).includes(wanted) ? wanted : 'sight';
}

/** The cells in groups; null without cells, or where no grouping is asked for. */
export function useCellGroups(cells: ErrorCells | null, grouping: CellGrouping | null): CellGroups | null {
  const session = useSession();
  const scene = session.scene();
  return useMemo(() => {
    const map = session.registry.networkMap;
    // A map of other cells may be there before its errors are.
    if (!cells || !map || !grouping || !sameGrid(map.grid, cells.grid)) return null;
    return cellGroups(grouping, cells, { map, scene });
  }, [session, cells, scene, grouping]);
}

function useErrorCells(): ErrorCells | null {
  const session = useSession();
  const measured = useDeferredValue(useStudio((s) => s.measurements?.id ?? null));
  const version = useDeferredValue(useStudio((s) => s.map?.version ?? 0));
  const sectors = useDeferredValue(useStudio((s) => s.history.project.sectors));
  // biome-ignore lint/correctness/useExhaustiveDependencies: maps and measured cells are replaced, version and id tell when
  return useMemo(() => {
    const { networkMap } = session.registry;
    const ground = session.ground().measured;
    const cells = networkMap && ground && errorCells(networkMap, ground, sectors);
    return cells && cells.cell.length > 0 ? cells : null;
  }, [session, measured, version, sectors]);
}

/** Marks the selected cells on the map, as long as the view is shown. */
function useMarks(cells: ErrorCells | null, selected: Uint8Array | null): void {
  const session = useSession();
  useEffect(() => {
    session.registry.marked = cells && selected && marksOf(cells, selected);
    tellSelected(cells && selected && errorFigures(cells, selected));
  }, [session, cells, selected]);
  useEffect(
    () => () => {
      session.registry.marked = null;
      tellSelected(null);
    },
    [session],
  );
}
