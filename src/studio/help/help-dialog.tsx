import { Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useStudio } from '../store/studio-store.ts';
import { openDialog } from '../store/view-actions.ts';
import { findTerms } from './find-terms.ts';
import { HELP_TERMS } from './terms.ts';

/** The words of the window, searchable: "?". */
export function HelpDialog() {
  const open = useStudio((s) => s.dialog === 'help');
  return (
    <Modal
      opened={open}
      onClose={() => openDialog(null)}
      title="Terms"
      size={620}
      yOffset={80}
      overlayProps={{ backgroundOpacity: 0.3 }}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': 'Close the terms' }}
    >
      <Terms />
    </Modal>
  );
}

function Terms() {
  const [text, setText] = useState('');
  const found = findTerms(HELP_TERMS, text);
  return (
    <div className="help">
      <TextInput
        size="sm"
        aria-label="Look up a term"
        placeholder="RSRP, downtilt, provenance …"
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <dl className="help-terms">
        {found.map(({ term, meaning }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      {found.length === 0 && <p className="quiet">No term has these words.</p>}
      <p className="help-foot">
        Every command and its keys: <kbd>Ctrl+K</kbd>
      </p>
    </div>
  );
}
