import { IconPlus } from '@tabler/icons-react';
import { memo } from 'react';
import { IconAction } from '../actions/icon-action.tsx';
import { takeTool } from '../store/editing-actions.ts';
import { useStudioParts } from '../store/studio-store.ts';

/** A plus that takes a tool into the hand, and puts it away again. */
export const AddButton = memo(PlainAddButton);

function PlainAddButton({ id }: { readonly id: 'add-site' | 'add-building' }) {
  // What the command is depends on these alone.
  useStudioParts((s) => [s.editing.tool, s.scene]);
  return (
    <IconAction id={id} size={24} onRelease={() => takeTool(null)}>
      <IconPlus size={15} aria-hidden />
    </IconAction>
  );
}
