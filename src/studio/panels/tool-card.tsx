import { Button, SegmentedControl } from '@mantine/core';
import { SITE_TEMPLATES, type TemplateName } from '../sites/site-templates.ts';
import { takeTool } from '../store/editing-actions.ts';
import type { MapTool } from '../store/editing-state.ts';

const TEMPLATES = Object.entries(SITE_TEMPLATES).map(([value, { label }]) => ({ value, label }));
const SHAPES = [
  { value: 'rectangle', label: 'Rectangle' },
  { value: 'outline', label: 'Outline' },
];

const TITLES: Readonly<Record<NonNullable<MapTool>['kind'], string>> = {
  'add-site': 'Add a site',
  'draw-building': 'Draw a building',
  'select-cells': 'Select measured cells',
  'pick-places': 'Pick places for sites',
};

/** What the tool in hand does, and its choices. */
export function ToolCard({ tool }: { readonly tool: NonNullable<MapTool> }) {
  return (
    <aside className="card tool-card" aria-label="Tool">
      <strong>{TITLES[tool.kind]}</strong>
      {tool.kind === 'add-site' && (
        <SegmentedControl
          size="xs"
          aria-label="Template"
          transitionDuration={0}
          data={TEMPLATES}
          value={tool.template}
          onChange={(template) => takeTool({ kind: 'add-site', template: template as TemplateName })}
        />
      )}
      {tool.kind === 'draw-building' && (
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
        {tool.kind === 'pick-places' ? 'Done' : 'Cancel'}
      </Button>
    </aside>
  );
}

function wordsOf(tool: NonNullable<MapTool>): string {
  if (tool.kind === 'add-site' || tool.kind === 'pick-places')
    return 'Click a roof or the ground; or move the map and press Enter';
  if (tool.kind === 'select-cells') return 'Drag a box, or click two corners; keys: arrows and Space';
  if (tool.shape === 'rectangle') return 'Click both ends of one side, then the depth; keys: arrows and Space';
  return 'Click the corners; the first again or Enter ends it, Backspace takes one back';
}
