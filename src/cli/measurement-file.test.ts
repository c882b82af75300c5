import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writeNpy } from '../io/formats/npy.ts';
import { runCommand } from '../testing/run-command.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import type { Issue } from '../units/errors.ts';
import { readSites } from './predict-sources.ts';

const { file } = temporaryFolder();

describe('files of measurements and sites', () => {
  it('compare reads measurements by a mapping', async () => {
    const map = file('map.npy', writeNpy({ rows: 2, columns: 2, values: Float32Array.of(-80, -81, -82, -83) }));
    const grid = { columns: 2, rows: 2, cellSizeM: 10, westM: 0, northM: 20 };
    const description = { format: 'boresight-map', version: 1, layer: 'rsrp', unit: 'dBm', grid, frame: null };
    file('map.npy.json', JSON.stringify(description));
    const measured = file('m.csv', 'ost,nord,L\n5,15,-90\n');
    const words = ['compare', '--prediction', map, '--measurements', measured, '--json'];
    expect((await runCommand(...words)).error).toMatch(/no column of position .*columns seen: ost, nord, L/);
    const mapping = file('mapping.json', '{"position":{"kind":"local","x":"ost","y":"nord"},"rsrp":"L"}');
    const mapped = await runCommand(...words, '--mapping', mapping);
    // Predicted -80 in the north-west cell, measured -90 there.
    expect(JSON.parse(mapped.out)).toMatchObject({ mae: 10, count: 1 });
    expect((await runCommand(...words, '--epsg', 'x')).error).toMatch(
      /compare: --epsg x: must be the number of a system/,
    );
  });

  it("predict's sites may be a planning tool's list, whose rows that are left out are told", async () => {
    const noted: Issue[] = [];
    const bytes = (text: string) => new TextEncoder().encode(text);
    const zip = zipSync({
      'sites.txt': bytes('NAME\tLONGITUDE\tLATITUDE\nS\t14.5\t46\n'),
      'tx.txt': bytes('TX_ID\tSITE_NAME\tAZIMUT\tHEIGHT\tACTIVE\nT1\tS\t10\t20\t-1\nT2\tS\t130\t20\t0\n'),
    });
    const drafts = await readSites(file('net.zip', zip), noted);
    expect(drafts).toMatchObject([{ id: 'T1', azimuthDeg: 10, heightAboveGroundM: 20 }]);
    expect(noted).toMatchObject([{ kind: 'rejected', code: 'inactive', count: 1 }]);
  });

  it('a plain list of sites is still read whole or not at all', async () => {
    await expect(readSites(file('s.csv', 'id,lat,lon\nA,50,10\nB,95,10\n'), [])).rejects.toThrow(
      /row 2 \(line 3\): lat 95/,
    );
  });
});
