import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { actionOf } from '../actions/all-actions.ts';
import { runAction } from '../actions/run-action.ts';
import { useSession } from '../app/session-context.ts';
import { useStudio } from '../store/studio-store.ts';
import { formatNumber } from '../ui/format.ts';

/** The ground under the city: its file and how high it rises, or the way to lay one. */
export function TerrainLine() {
  const session = useSession();
  const terrainId = useStudio((s) => s.history.project.terrainId);
  const takes = useStudio((s) => s.scene?.takesTerrain === true);
  const terrain = session.registry.terrains.get(terrainId ?? '');
  const run = (id: string) => {
    const action = actionOf(id, session);
    if (action) void runAction(action, session);
  };
  if (!terrain) {
    if (!takes) return null;
    return (
      <div className="row-note">
        On level ground ·{' '}
        <button
          type="button"
          className="text-button"
          title="A GeoTIFF of ground heights in metres (UTM, WGS 84, Web Mercator), laid under the buildings. The launch engine then computes the map."
          onClick={() => run('lay-terrain')}
        >
          Terrain
        </button>
      </div>
    );
  }
  return (
    <div className="row">
      <span className="name" title={`Ground heights of ${terrain.name}`}>
        {terrain.name}
      </span>
      <span className="aside">
        {formatNumber(terrain.lowestM, 0)}–{formatNumber(terrain.highestM, 0)} m
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label="Take the terrain away"
        title="Take the terrain away"
        onClick={() => run('remove-terrain')}
      >
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </div>
  );
}
