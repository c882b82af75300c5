import { Button, Checkbox } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { type PropsWithChildren, useCallback, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { VERSION } from '../../units/version.ts';
import type { Session } from '../app/session.ts';
import { useSession } from '../app/session-context.ts';
import { countCells, provenanceCells } from '../results/layer-cells.ts';
import { medianLevel } from '../results/network-map.ts';
import { networkPlanStore } from '../store/network-plan-store.ts';
import { studioStore, useStudio } from '../store/studio-store.ts';
import { openDialog } from '../store/view-actions.ts';
import { NetworkSections } from './network-sections.tsx';
import { PlanningSection } from './planning-section.tsx';
import { type ReportContent, reportContent } from './report-content.ts';
import { drawReportMap } from './report-map.ts';
import { type NetworkReport, networkReports } from './report-network.ts';
import { type PlannedReport, plannedReport } from './report-planning.ts';
import { ErrorsTable, Facts, LegendTable, ProvenanceTable, SectorTable } from './report-tables.tsx';
import { ReportVerdict } from './report-verdict.tsx';
import { SectorPages } from './sector-pages.tsx';

/** The report over the window; printing takes it alone. */
export function ReportDialog() {
  const open = useStudio((s) => s.dialog === 'report');
  return open ? createPortal(<OpenReport />, document.body) : null;
}

function OpenReport() {
  const session = useSession();
  const [paper] = useState(() => reportNow(session));
  const [bySector, setBySector] = useState<'no' | 'drawing' | 'drawn'>('no');
  const drawn = useCallback(() => setBySector('drawn'), []);
  const printButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const { activeElement: before, body } = document;
    const app = document.getElementById('root');
    body.dataset.report = 'open';
    app?.setAttribute('inert', '');
    printButton.current?.focus();
    const close = (event: KeyboardEvent) => event.key === 'Escape' && openDialog(null);
    window.addEventListener('keydown', close);
    return () => {
      delete body.dataset.report;
      app?.removeAttribute('inert');
      window.removeEventListener('keydown', close);
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <div className="report-desk" role="dialog" aria-modal="true" aria-label="Report">
      <div className="report-tools">
        <Button
          ref={printButton}
          size="compact-sm"
          variant="default"
          leftSection={<IconPrinter size={15} aria-hidden />}
          disabled={bySector === 'drawing'}
          onClick={() => window.print()}
        >
          Print or save as PDF
        </Button>
        <Checkbox
          size="xs"
          label={bySector === 'drawing' ? 'Drawing a page for every sector …' : 'A page for every sector'}
          checked={bySector !== 'no'}
          onChange={(event) => setBySector(event.currentTarget.checked ? 'drawing' : 'no')}
        />
        <Button size="compact-sm" variant="default" onClick={() => openDialog(null)}>
          Close
        </Button>
      </div>
      <Paper {...paper}>{bySector !== 'no' && <SectorPages content={paper.content} onDrawn={drawn} />}</Paper>
    </div>
  );
}

interface PaperProps {
  readonly content: ReportContent;
  readonly picture: string;
  /** Whether the picture shows measured points. */
  readonly dotted: boolean;
  readonly planned: PlannedReport | null;
  readonly network: readonly NetworkReport[];
}

/** As things stand: the report does not change while it is read. */
function reportNow(session: Session): PaperProps {
  const state = studioStore.getState();
  const scene = session.scene();
  const layer = session.exporter.layer();
  const indoor = session.indoorCells();
  const { networkMap } = session.registry;
  const provenance = networkMap && countCells(provenanceCells(networkMap), null, indoor);
  const content = reportContent({
    ...{ state, scene, layer, indoor, provenance, now: new Date() },
    medianRsrpDbm: networkMap && medianLevel(networkMap),
  });
  const shown = state.measuredShown && layer?.unit === 'dBm';
  const measured = shown
    ? (session.registry.measurements.get(state.history.project.measurementId ?? '') ?? null)
    : null;
  const picture = scene ? drawReportMap({ scene, layer, measured, sectors: content.sectors }) : '';
  return {
    content,
    picture,
    dotted: measured !== null,
    planned: plannedReport(state.planning),
    network: networkReports(networkPlanStore.getState()),
  };
}

/** On paper it is light, whatever the window is. */
function Paper({ content, picture, dotted, planned, network, children }: PropsWithChildren<PaperProps>) {
  const { layer, provenance, warnings, cellSizeM } = content;
  return (
    <article className="report-paper" data-mantine-color-scheme="light">
      <header className="report-head">
        <h1>{content.project}</h1>
        <p>
          Radio map report · {content.when}
          <br />
          Boresight {VERSION}
        </p>
      </header>
      <figure className="report-map">
        {picture && (
          <img
            src={picture}
            alt={`Map of ${layer ? layer.title : 'the city'} from above, north up, with ${content.sectors.length} sectors`}
          />
        )}
        <figcaption>
          <LegendTable legend={content.legend} layer={layer} cellSizeM={cellSizeM} />
          {layer && (
            <p className="report-note">
              Cells under roofs are not counted. White is a building, pale ground is no data.
              {dotted && ' Dots are measured levels, in the same classes.'}
            </p>
          )}
        </figcaption>
      </figure>
      <div className="report-columns">
        <Facts title="Scene" facts={content.scene} />
        <Facts title="Prediction" facts={content.prediction} />
      </div>
      <SectorTable sectors={content.sectors} placed={content.placed} />
      <ErrorsTable errors={content.errors} none="Nothing measured lies on this map." />
      <ReportVerdict project={content.project} />
      {provenance && <ProvenanceTable counts={provenance} cellSizeM={cellSizeM} />}
      {planned && <PlanningSection planned={planned} />}
      <NetworkSections reports={network} />
      <section>
        <h2>Warnings</h2>
        {warnings.length === 0 && <p>None.</p>}
        <ul>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      </section>
      {children}
    </article>
  );
}
