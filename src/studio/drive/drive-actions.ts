import type { ActionSource } from '../actions/action.ts';
import { driveTo, toggleReplay } from '../store/drive-actions.ts';

export const driveActions: ActionSource = ({ drive, measurements }) => [
  {
    id: 'replay-drive',
    title: drive.playing ? 'Pause the replay of the drive test' : 'Replay the drive test',
    group: 'Measure',
    keys: ['shift+d'],
    words: 'play pause route time cursor log measured strip',
    enabled: measurements !== null,
    run: toggleReplay,
  },
  {
    id: 'end-replay',
    title: 'Take the replay off the map',
    group: 'Measure',
    words: 'drive test cursor stop',
    enabled: drive.at !== null,
    run: () => driveTo(null),
  },
];
