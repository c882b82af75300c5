import type { ActionSource } from '../actions/action.ts';
import { showHeightSources } from '../store/view-actions.ts';

export const importActions: ActionSource = ({ scene, heightSourcesShown }) => [
  {
    id: 'import-map',
    title: 'Draw a box on a map file',
    group: 'Scene',
    words: 'import city pmtiles osm openstreetmap tiles cut',
    run: (session) => session.cityImport.open('file'),
  },
  {
    id: 'import-overpass',
    title: 'Import a city from OpenStreetMap',
    group: 'Scene',
    words: 'overpass download osm buildings city',
    run: (session) => session.cityImport.open('overpass'),
  },
  {
    id: 'height-sources',
    title: heightSourcesShown ? 'Draw buildings plain' : 'Colour buildings by the source of their height',
    group: 'Scene',
    words: 'height source provenance tagged levels default assumed',
    enabled: scene?.heightSources != null,
    chosen: heightSourcesShown,
    run: () => showHeightSources(!heightSourcesShown),
  },
];
