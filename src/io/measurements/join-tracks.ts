import { badInput, UserError } from '../../units/errors.ts';
import { GPX_TITLE } from '../tables/gpx.ts';
import { type NamedTable, openTables } from '../tables/table-formats.ts';
import { genericPosition } from './generic-layout.ts';
import { type JoinOptions, joinByTime, type Track, trackOf } from './join-by-time.ts';
import { headOf } from './measurement-layout.ts';
import { recogniseTable } from './recognise-table.ts';

export interface TrackFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The tables, those without positions with the positions of a track: of the file that is given, or else of the first GPX among them,
 * which is then no table any more. Of several tables those that the track does not fit stay as they are.
 * @param said of their times: what clocks show where times name no zone, and the order of day and month
 * @throws UserError('bad-input') for a file without a track, and for a lone table as joinByTime does
 */
export async function joinTracks(
  tables: readonly NamedTable[],
  file: TrackFile | undefined,
  said: Pick<JoinOptions, 'timeZone' | 'dateOrder'> = {},
): Promise<readonly NamedTable[]> {
  const needy = tables.filter((one) => !isTrack(one) && lacksPosition(one));
  const among = tables.find(isTrack);
  if (file === undefined && (among === undefined || needy.length === 0)) return tables;
  const track = file ? await trackOfFile(file) : trackOf(among!.name, among!.table);
  const others = tables.filter((one) => !isTrack(one));
  return others.map((one) => {
    if (!needy.includes(one)) return one;
    try {
      return { ...one, table: joinByTime(one.name, one.table, track, said) };
    } catch (error) {
      if (others.length > 1 && error instanceof UserError) return one;
      throw error;
    }
  });
}

function isTrack({ table }: NamedTable): boolean {
  // Some tools write what they measure into the track itself.
  return table.title === GPX_TITLE && recogniseTable(table).kind !== 'measurements';
}

function lacksPosition({ table }: NamedTable): boolean {
  return recogniseTable(table).kind === 'unknown' && genericPosition(headOf(table)) === null;
}

async function trackOfFile({ name, bytes }: TrackFile): Promise<Track> {
  const found = (await openTables(name, bytes)).find(isTrack);
  if (!found) throw badInput(`${name}: no GPX track in it`);
  return trackOf(found.name, found.table);
}
