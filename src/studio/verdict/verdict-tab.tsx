import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { useVerdict, type VerdictSection } from '../store/verdict-store.ts';
import { ErrorsView } from './errors-view.tsx';
import { MapsView } from './maps-view.tsx';
import { RunningView } from './running-view.tsx';
import { SecondsView } from './seconds-view.tsx';
import { SetupView } from './setup-view.tsx';
import { TableView } from './table-view.tsx';
import { useChanged } from './use-changed.ts';
import { useTable } from './use-table.ts';
import './verdict.css';
import { verdictDesk } from './verdict-desk.ts';
import { VerdictHead } from './verdict-head.tsx';

const VIEWS = { table: TableView, errors: ErrorsView, seconds: SecondsView, maps: MapsView };

/** Methods held against one another on the project's own measurements: which is best, by how much, and whether that can be told. */
export function VerdictTab() {
  // Follows the project from the first look on.
  verdictDesk(useSession());
  const measured = useStudio((s) => s.measurements !== null);
  const sectors = useStudio((s) => s.history.project.sectors.length);
  if (!measured)
    return (
      <p className="calm">
        Nothing to judge by: the project has no measurements. Drop a table of a drive test onto the window, with
        positions, <code>rsrp</code> in dBm, and <code>cell</code> with the names of your sectors.
      </p>
    );
  if (sectors === 0) return <p className="calm">No sector yet: open a file of sites, or add one.</p>;
  return (
    <div className="verdict-panel">
      <VerdictHead />
      <Problem />
      <Changed />
      <Body />
    </div>
  );
}

function Body() {
  const section = useVerdict((s) => s.section);
  const running = useVerdict((s) => s.running !== null);
  const reading = useVerdict((s) => s.reading);
  const table = useTable();
  if (reading && !running) return <p className="calm">The verdict that is kept with the project is being read.</p>;
  if (section === 'setup') return running ? <RunningView /> : <SetupView />;
  if (!table) return running ? <RunningView /> : <SetupView />;
  const View = VIEWS[section satisfies Exclude<VerdictSection, 'setup'>];
  return <View table={table} />;
}

function Problem() {
  const problem = useVerdict((s) => s.problem);
  if (problem === null) return null;
  return (
    <p className="verdict-problem" role="alert">
      {problem}
    </p>
  );
}

function Changed() {
  const words = useChanged();
  return words === null ? null : <p className="verdict-changed">{words}</p>;
}
