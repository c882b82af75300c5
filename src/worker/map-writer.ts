import { zipSync } from 'fflate';
import { baseName } from '../io/archive.ts';
import { encodeMap } from '../io/formats/encode-map.ts';
import { packFlags } from '../io/formats/map-description.ts';
import type { NamedBytes, SolveListener } from './engine-protocol.ts';
import type { MapFileJob, MapWriter } from './map-writer-protocol.ts';
import { outcomeOf } from './outcome.ts';

export const mapWriter: MapWriter = {
  write: (job, listener) => outcomeOf(() => writtenMap(job, listener)),
};

function writtenMap(
  { name, values, lineOfSight, title, scale, ...job }: MapFileJob,
  listener: SolveListener,
): NamedBytes {
  const description = { ...job.description, ...(lineOfSight ? { lineOfSight: packFlags(lineOfSight) } : {}) };
  listener.progress(0, `Writing ${name}`);
  const onProgress = (fraction: number) => listener.progress(fraction, `Writing ${name}`);
  const files = [...encodeMap(name, values, description, { title, scale, onProgress })].map(([path, content]) => ({
    name: path,
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  }));
  return files.length === 1 ? files[0]! : bundled(name, files);
}

/** Pictures are compressed as they are: the zip only holds them together. */
function bundled(name: string, files: readonly NamedBytes[]): NamedBytes {
  const entries = Object.fromEntries(files.map((file) => [baseName(file.name), file.bytes]));
  const bytes = zipSync(entries, { level: 0, mtime: new Date(2000, 0, 1) });
  return { name: name.replace(/\.(\w+)$/, '-$1.zip'), bytes };
}
