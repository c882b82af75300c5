import { useEffect, useRef } from 'react';
import { useStudio } from '../store/studio-store.ts';
import { DeferredPart, later } from '../ui/deferred-part.tsx';

/** What stands in front of the window when it is asked for. Its code comes when the page is at rest, or at the latest then. */
const DIALOGS = [
  { id: 'palette', part: later('The list of commands', async () => (await import('../palette/palette.tsx')).Palette) },
  { id: 'help', part: later('Help', async () => (await import('../help/help-dialog.tsx')).HelpDialog) },
  {
    id: 'projects',
    part: later('The projects', async () => (await import('../projects/projects-dialog.tsx')).ProjectsDialog),
  },
  { id: 'report', part: later('The report', async () => (await import('../report/report-dialog.tsx')).ReportDialog) },
  {
    id: 'import-city',
    part: later('The import', async () => (await import('../import-city/import-dialog.tsx')).ImportDialog),
  },
  {
    id: 'virtual-drive',
    part: later(
      'The virtual drive test',
      async () => (await import('../virtual-drive/virtual-drive-dialog.tsx')).VirtualDriveDialog,
    ),
  },
  {
    id: 'columns',
    part: later('The columns', async () => (await import('../columns/columns-dialog.tsx')).ColumnsDialog),
  },
  { id: 'ledger', part: later('The ledger', async () => (await import('../columns/ledger-dialog.tsx')).LedgerDialog) },
  {
    id: 'prepare',
    part: later('The preparation', async () => (await import('../preparation/prepare-dialog.tsx')).PrepareDialog),
  },
  { id: 'raster', part: later('The raster', async () => (await import('../terrain/raster-dialog.tsx')).RasterDialog) },
] as const;

const REST_MS = 4000;

export function Dialogs() {
  const dialog = useStudio((s) => s.dialog);
  // Once opened it stays: it hands the focus back when it closes.
  const opened = useRef(new Set<string>());
  if (dialog !== null) opened.current.add(dialog);
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const { part } of DIALOGS) part.load().catch(() => undefined);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, []);
  return DIALOGS.filter(({ id }) => opened.current.has(id)).map(({ id, part }) => (
    <DeferredPart key={id} part={part} with={{}} />
  ));
}
