import type { ActionSource } from '../actions/action.ts';
import { pickFiles } from '../ui/pick-files.ts';

export const terrainActions: ActionSource = ({ scene, history }) => [
  {
    id: 'lay-terrain',
    title: 'Lay a terrain under the city',
    group: 'Scene',
    words: 'dem dtm ground heights elevation relief geotiff hills',
    enabled: scene?.takesTerrain === true,
    run: async (session) => {
      const [file] = await pickFiles('.tif,.tiff,image/tiff');
      if (file) await session.layTerrain({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
    },
  },
  {
    id: 'remove-terrain',
    title: 'Take the terrain away',
    group: 'Scene',
    words: 'dem dtm ground level flat',
    enabled: history.project.terrainId !== undefined,
    run: async (session) => (await session.terrain()).remove(),
  },
];
