import type { ActionSource } from '../actions/action.ts';
import { pickFiles, pickFolder } from '../ui/pick-files.ts';

export const projectActions: ActionSource = () => [
  {
    id: 'open-files',
    title: 'Open files',
    group: 'Project',
    keys: ['mod+o'],
    words: 'load import scene city sites measurements pattern model geojson csv osm',
    run: async (session) => {
      const files = await pickFiles();
      if (files.length > 0) await session.openFiles(files);
    },
  },
  {
    id: 'open-folder',
    title: 'Open a folder',
    group: 'Project',
    words: 'directory logs drive tests measurements scene load import',
    run: async (session) => {
      const files = await pickFolder();
      if (files.length > 0) await session.openFiles(files);
    },
  },
];
