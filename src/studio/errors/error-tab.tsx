import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useSession } from '../app/session-context.ts';
import { takeTool } from '../store/editing-actions.ts';
import { brushCells, groupCells, showErrorChart } from '../store/error-view-actions.ts';
import type { CellGrouping, ErrorChart } from '../store/error-view-state.ts';
import { useStudio } from '../store/studio-store.ts';
import { brushWords, cellsWords, figuresWords } from './brush-words.ts';
import { GROUPING_LABELS, groupingsOf } from './cell-groups.ts';
import { ClassView } from './class-view.tsx';
import { DistanceView } from './distance-view.tsx';
import { DistributionView } from './distribution-view.tsx';
import { errorFigures } from './error-cells.ts';
import { LevelView } from './level-view.tsx';
import { ResultsView } from './results-view.tsx';
import { type ErrorView, useErrorView, useGrouping } from './use-error-view.ts';

const CHARTS: readonly { readonly value: ErrorChart; readonly label: string }[] = [
  { value: 'distribution', label: 'Distribution' },
  { value: 'levels', label: 'Predicted and measured' },
  { value: 'distance', label: 'Distance' },
  { value: 'classes', label: 'By class' },
  { value: 'results', label: 'All results' },
];

const VIEWS = {
  distribution: DistributionView,
  levels: LevelView,
  distance: DistanceView,
  classes: ClassView,
  results: ResultsView,
};

/** Where and when the prediction is off: charts whose parts select the cells they hold, on the map and in one another. */
export function ErrorTab() {
  const view = useErrorView();
  const chart = useStudio((s) => s.errorView.chart);
  if (!view)
    return (
      <p className="calm">
        No cell is both measured and covered. Move or add a site until its map reaches the measured points, or drop
        measurements of this place.
      </p>
    );
  const View = VIEWS[chart];
  return (
    <div className="error-view">
      <div className="error-head">
        <SegmentedControl
          size="xs"
          aria-label="Chart of the error"
          transitionDuration={0}
          data={[...CHARTS]}
          value={chart}
          onChange={(value) => showErrorChart(value as ErrorChart)}
        />
        {chart === 'classes' && <GroupingChoice />}
        <SelectionLine view={view} />
      </div>
      <View view={view} />
    </div>
  );
}

function GroupingChoice() {
  const session = useSession();
  const chosen = useGrouping();
  return (
    <NativeSelect
      size="xs"
      aria-label="Classes by"
      value={chosen}
      data={groupingsOf(session.scene()).map((value) => ({ value, label: GROUPING_LABELS[value] }))}
      onChange={(event) => groupCells(event.currentTarget.value as CellGrouping)}
    />
  );
}

/** What is selected and how far it is off, or all of it. */
function SelectionLine({ view: { cells, brush, selected } }: { readonly view: ErrorView }) {
  const figures = errorFigures(cells, selected);
  return (
    <>
      <p className="error-line" role="status">
        {brush ? (
          <>
            <b>{cellsWords(figures.count)} selected</b>,{' '}
            {[brushWords(brush), figuresWords(figures)].filter(Boolean).join(': ')}
          </>
        ) : (
          `${cellsWords(figures.count)}: ${figuresWords(figures)}`
        )}
        <span className="error-policy"> · prediction − measurement, median per cell, covered cells</span>
      </p>
      <span className="error-buttons">
        {brush && (
          <Button
            variant="default"
            size="compact-xs"
            title="Clear the selected cells (Esc)"
            onClick={() => brushCells(null)}
          >
            Clear
          </Button>
        )}
        <Button variant="default" size="compact-xs" onClick={() => takeTool({ kind: 'select-cells' })}>
          Select on the map
        </Button>
      </span>
    </>
  );
}
