import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { type PanelName, useStudio } from '../store/studio-store.ts';
import { toggleFolded } from '../store/view-actions.ts';

export function FoldButton({ panel, label }: { readonly panel: PanelName; readonly label: string }) {
  const folded = useStudio((s) => s.folded[panel]);
  const Icon = folded ? IconChevronDown : IconChevronUp;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={24}
      aria-expanded={!folded}
      aria-label={`${folded ? 'Unfold' : 'Fold'} ${label}`}
      onClick={() => toggleFolded(panel)}
    >
      <Icon size={15} aria-hidden />
    </ActionIcon>
  );
}
