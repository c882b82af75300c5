import { Button, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { MeasuredFacts } from '../../worker/engine-protocol.ts';
import { useSession } from '../app/session-context.ts';
import { type MeasurementSummary, useStudio } from '../store/studio-store.ts';
import { openDialog } from '../store/view-actions.ts';
import { PhoneTable } from './phone-table.tsx';
import { draftOf, type PreparationDraft, preparationOf } from './preparation-draft.ts';
import { RangeFields } from './range-fields.tsx';
import { ShiftFields } from './shift-fields.tsx';
import { TrialLine } from './trial-line.tsx';
import './preparation.css';

/** Asks which rows of the measurements are used, and what is corrected in all of them. */
export function PrepareDialog() {
  const open = useStudio((s) => s.dialog === 'prepare');
  const measured = useStudio((s) => s.measurements);
  return (
    <Modal
      opened={open}
      onClose={() => openDialog(null)}
      title="Prepare the measurements"
      size={640}
      yOffset={40}
      overlayProps={{ backgroundOpacity: 0.3 }}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': 'Close without a change' }}
    >
      {open && measured && <Loaded key={measured.id} measured={measured} />}
    </Modal>
  );
}

function Loaded({ measured }: { readonly measured: MeasurementSummary }) {
  const session = useSession();
  const [facts, setFacts] = useState<MeasuredFacts | null>(null);
  useEffect(() => {
    let current = true;
    void session.preparation.facts().then((found) => {
      if (current && found) setFacts(found);
      else if (current) openDialog(null);
    });
    return () => {
      current = false;
    };
  }, [session]);
  if (!facts) return <p className="quiet">Looking through the rows …</p>;
  return <Form measured={measured} facts={facts} />;
}

function Form({ measured, facts }: { readonly measured: MeasurementSummary; readonly facts: MeasuredFacts }) {
  const session = useSession();
  const [draft, setDraft] = useState(() => draftOf(measured.preparation ?? {}));
  const change = (patch: Partial<PreparationDraft>) => setDraft((before) => ({ ...before, ...patch }));
  const preparation = preparationOf(draft, facts);
  const apply = (asked: NonNullable<typeof preparation>) => {
    openDialog(null);
    void session.preparation.apply(asked);
  };
  return (
    <form
      className="preparation"
      onSubmit={(event) => {
        event.preventDefault();
        if (preparation) apply(preparation);
      }}
    >
      <RangeFields draft={draft} facts={facts} onChange={change} />
      <PhoneTable draft={draft} facts={facts} onChange={change} />
      <ShiftFields draft={draft} facts={facts} onChange={change} />
      <div className="columns-foot">
        <TrialLine preparation={preparation} rows={facts.rows} />
        {measured.preparation && (
          <Button size="xs" variant="subtle" onClick={() => apply({})}>
            Use all as measured
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => openDialog(null)}>
          Cancel
        </Button>
        <Button size="xs" type="submit" disabled={preparation === null}>
          Apply
        </Button>
      </div>
    </form>
  );
}
