import { Button, Modal } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { REJECTION_REASONS } from '../../measurements/measurement-set.ts';
import type { LedgerReason } from '../../worker/engine-protocol.ts';
import { useSession } from '../app/session-context.ts';
import { type MeasurementSummary, useStudio } from '../store/studio-store.ts';
import { notify, openDialog } from '../store/view-actions.ts';
import { formatCount } from '../ui/format.ts';
import { saveFile } from '../ui/save-file.ts';

/** What became of the rows of a file of measurements. */
export function LedgerDialog() {
  const open = useStudio((s) => s.dialog === 'ledger');
  const measured = useStudio((s) => s.measurements);
  return (
    <Modal
      opened={open}
      onClose={() => openDialog(null)}
      title="Rows of the measurements"
      size={720}
      yOffset={64}
      overlayProps={{ backgroundOpacity: 0.3 }}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': 'Close the ledger' }}
    >
      {measured && <Ledger measured={measured} />}
    </Modal>
  );
}

function Ledger({ measured }: { readonly measured: MeasurementSummary }) {
  const session = useSession();
  const { id, name, accepted, rejected, used, removed, ledger } = measured;
  const left = removed.filter(({ count }) => count > 0);
  const save = async () => {
    const csv = await session.columns.ledgerCsv(id);
    if (csv.ok) saveFile(`${name.replace(/\.[^.]+$/, '')}-ledger.csv`, csv.value);
    else notify({ tone: 'bad', title: 'The ledger was not written', message: csv.message, details: [] });
  };
  return (
    <div className="ledger">
      <p>
        <strong>{name}</strong>: {formatCount(accepted + rejected)} rows = {formatCount(accepted)} accepted +{' '}
        {formatCount(rejected)} rejected.
        {used < accepted &&
          ` Of the accepted, ${formatCount(used)} are used: ${left.map(({ filter, count }) => `${formatCount(count)} ${filter}`).join(', ')}.`}
      </p>
      {ledger.length > 0 && <Reasons ledger={ledger} />}
      <div className="columns-foot">
        <p className="columns-trial">
          {rejected === 0
            ? 'Every row of the file is on the map.'
            : 'The file holds every rejected row with its reason.'}
        </p>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={15} aria-hidden />}
          disabled={rejected === 0}
          onClick={() => void save()}
        >
          Save as CSV
        </Button>
        <Button size="xs" onClick={() => openDialog(null)} data-autofocus>
          Close
        </Button>
      </div>
    </div>
  );
}

function Reasons({ ledger }: { readonly ledger: readonly LedgerReason[] }) {
  const several = new Set(ledger.map(({ part }) => part)).size > 1;
  const rows = ledger.toSorted((a, b) => b.count - a.count);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
    <section className="ledger-rows" aria-label="Reasons" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Rows</th>
            <th scope="col">Reason</th>
            <th scope="col">First of them</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={`${one.part} ${one.reason}`}>
              <td>{formatCount(one.count)}</td>
              <th scope="row">
                {sentence(REJECTION_REASONS[one.reason])}
                {one.hint !== '' && <small>{sentence(one.hint)}</small>}
                {several && <small>{one.part}</small>}
              </th>
              <td>
                {one.counts} {one.lines.join(', ')}
                {one.count > one.lines.length && ', …'}
                <code>{one.example === '' ? 'blank' : one.example}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function sentence(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}.`;
}
