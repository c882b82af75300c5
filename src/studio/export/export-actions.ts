import type { Action, ActionSource } from '../actions/action.ts';
import { inSentence } from '../actions/layer-actions.ts';
import { LAYER_TITLES } from '../results/layer-classes.ts';
import { openDialog } from '../store/view-actions.ts';
import { EXPORT_FORMATS } from './export-formats.ts';

/** Files of the layer on the screen, and the report. */
export const exportActions: ActionSource = ({ layer, map, exporting }, session) => [
  ...EXPORT_FORMATS.map(
    (format): Action => ({
      id: `export-${format.id}`,
      title: `Export ${layer === 'none' ? 'the layer' : inSentence(LAYER_TITLES[layer].title)} as ${format.label}`,
      group: 'Export',
      words: `download save file ${format.words} ${format.extension}`,
      enabled: session.exporter.ready(),
      run: () => session.exporter.export(format),
    }),
  ),
  {
    id: 'report',
    title: 'Report for printing',
    group: 'Export',
    words: 'print pdf document a4 summary',
    enabled: map !== null,
    run: () => openDialog('report'),
  },
  {
    id: 'cancel-export',
    title: 'Stop writing the file',
    group: 'Export',
    words: 'cancel abort',
    enabled: exporting !== null,
    run: () => session.exporter.cancel(),
  },
];
