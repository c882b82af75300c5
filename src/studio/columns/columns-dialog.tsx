import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { type ColumnQuestion, tryDraft } from '../../io/measurements/column-question.ts';
import { lackOf, mappingOf } from '../../io/measurements/mapping-draft.ts';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { openDialog } from '../store/view-actions.ts';
import { formatCount } from '../ui/format.ts';
import { ColumnFields } from './column-fields.tsx';
import { FirstRows } from './first-rows.tsx';

/** Asks which column of a table holds what. */
export function ColumnsDialog() {
  const open = useStudio((s) => s.dialog === 'columns');
  const question = useStudio((s) => s.columnQuestion);
  return (
    <Modal
      opened={open}
      onClose={() => openDialog(null)}
      title="Which column holds what?"
      size={900}
      yOffset={24}
      overlayProps={{ backgroundOpacity: 0.3 }}
      transitionProps={{ duration: 0 }}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close without importing' }}
    >
      {question && <Question key={question.name} question={question} />}
    </Modal>
  );
}

function Question({ question }: { readonly question: ColumnQuestion }) {
  const session = useSession();
  const [draft, setDraft] = useState(question.draft);
  const [remembered, setRemembered] = useState(() => session.columns.remembers(question.columns));
  const lack = lackOf(draft);
  const forget = () => {
    session.columns.forget(question.columns);
    setRemembered(false);
  };
  const send = () => {
    const mapping = mappingOf(draft);
    if (mapping) session.columns.answer({ mapping, header: question.columns });
  };
  return (
    <form
      className="columns"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p>
        <strong>{question.name}</strong> · {question.title}. {whyOf(question)}
      </p>
      <FirstRows question={question} draft={draft} />
      <ColumnFields question={question} draft={draft} onChange={setDraft} />
      <div className="columns-foot">
        <p className="columns-trial" aria-live="polite">
          {lack ?? <TrialLine question={question} draft={draft} />}
        </p>
        {remembered && (
          <Button size="xs" variant="subtle" onClick={forget}>
            Forget the last answer
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => openDialog(null)}>
          Cancel
        </Button>
        <Button size="xs" type="submit" disabled={lack !== null}>
          Import
        </Button>
      </div>
    </form>
  );
}

function whyOf({ because, hasHeader }: ColumnQuestion): string {
  const end = /[.!?]$/.test(because ?? '.') ? '' : '.';
  const why = because === null ? '' : `${because[0]?.toUpperCase()}${because.slice(1)}${end} `;
  return hasHeader
    ? `${why}Your answer holds for every file with these columns.`
    : `${why}No line names the columns: your answer holds for this drop.`;
}

function TrialLine({ question, draft }: Pick<Parameters<typeof FirstRows>[0], 'question' | 'draft'>) {
  const trial = tryDraft(question, draft);
  if (!trial) return null;
  const { rows, accepted, remark } = trial;
  return (
    <>
      <strong>
        {formatCount(accepted)} of the first {formatCount(rows)} rows would be accepted
      </strong>
      {remark === null ? '.' : `; first remark: ${remark}.`}
    </>
  );
}
