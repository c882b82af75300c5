import { required } from './arguments.ts';
import type { Command } from './command.ts';
import { loadScene } from './load-scene.ts';
import { sceneReport, sceneText } from './scene-report.ts';
import { writeScene } from './write-scene.ts';

export const sceneCommand: Command = {
  name: 'scene',
  summary: 'what a scene holds, every repair and rejection; writes it in another format',
  usage: 'scene --in SCENE [--out DIR|FILE] [--json]',
  options: {
    in: { value: 'SCENE', help: 'folder, zip, tar.gz, .xml, .obj, .geojson, .tif of heights, or synthetic:<seed>' },
    out: { value: 'DIR|FILE.geojson', help: 'write Mitsuba XML with one closed PLY mesh a building, or GeoJSON' },
  },
  async run(args, terminal) {
    const scene = await loadScene(required(args, 'in', 'a file, a folder or synthetic:<seed>'));
    const out = args.given.get('out');
    const written = out === undefined ? null : await writeScene(scene, out, terminal.signal);
    terminal.result({ ...sceneReport(scene), written: written?.[0] ?? null, files: written?.length ?? 0 }, [
      ...sceneText(scene),
      ...(written === null ? [] : [`written: ${written[0]} (${written.length} files)`]),
    ]);
  },
};
