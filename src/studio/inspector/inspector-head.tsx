import { ActionIcon } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { memo } from 'react';
import { ActionMenu } from '../panels/action-menu.tsx';

interface InspectorHeadProps {
  readonly title: string;
  readonly aside: string;
  /** Commands of the menu; null draws a line. */
  readonly actions: readonly (string | null)[];
}

export const SECTOR_ACTIONS = [
  'rename-selection',
  'duplicate-selection',
  'copy-antenna',
  'paste-antenna',
  'add-sector',
  null,
  'delete-selection',
] as const;

export const BUILDING_ACTIONS = ['duplicate-selection', 'reset-building', null, 'delete-selection'] as const;

/** What is in hand, and what can be done to it. */
export const InspectorHead = memo(PlainInspectorHead);

function PlainInspectorHead({ title, aside, actions }: InspectorHeadProps) {
  return (
    <div className="card-head with-action">
      <h2>{title}</h2>
      <span className="aside">{aside}</span>
      <ActionMenu ids={actions}>
        <ActionIcon variant="subtle" color="gray" size={24} aria-label={`Commands for ${title}`}>
          <IconDots size={15} aria-hidden />
        </ActionIcon>
      </ActionMenu>
    </div>
  );
}
