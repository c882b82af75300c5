import { Button, SegmentedControl } from '@mantine/core';
import { SITE_TEMPLATES, type TemplateName } from '../sites/site-templates.ts';
import { takeTool } from '../store/editing-actions.ts';
import type { MapTool } from '../store/editing-state.ts';

const TEMPLATES = Object.entries(SITE_TEMPLATES).map(([value, { label }]) => ({ value, label }));
const SHAPES = [
  { value: 'rectangle', label: 'Rectangle' },
  { value: 'outline', label: 'Outline' },
];

/** What the tool in hand does, and its choices. */
export function ToolCard({ tool }: { readonly tool: NonNullable<MapTool> }) {
  return (
    <aside className="card tool-card" aria-label="Tool">
      <strong>{tool.kind === 'add-site' ? 'Add a site' : 'Draw a building'}</strong>
      {tool.kind === 'add-site' ? (
        <SegmentedControl
          size="xs"
          aria-label="Template"
          transitionDuration={0}
          data={TEMPLATES}
          value={tool.template}
          onChange={(template) => takeTool({ kind: 'add-site', template: template as TemplateName })}
        />
      ) : (
        <SegmentedControl
          size="xs"
          aria-label="Shape"
          transitionDuration={0}
          data={SHAPES}
          value={tool.shape}
          onChange={(shape) => takeTool({ kind: 'draw-building', shape: shape as 'rectangle' | 'outline' })}
        />
      )}
      <p>{wordsOf(tool)}</p>
      <Button variant="default" size="compact-sm" onClick={() => takeTool(null)}>
        Cancel
      </Button>
    </aside>
  );
}

function wordsOf(tool: NonNullable<MapTool>): string {
  if (tool.kind === 'add-site') return 'Click a roof or the ground; or move the map and press Enter';
  if (tool.shape === 'rectangle') return 'Click both ends of one side, then the depth; keys: arrows and Space';
  return 'Click the corners; the first again or Enter ends it, Backspace takes one back';
}
