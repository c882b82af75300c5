import type { ActionSource } from '../actions/action.ts';
import { driveTo, toggleReplay } from '../store/drive-actions.ts';
import { openDialog } from '../store/view-actions.ts';

export const driveActions: ActionSource = ({ drive, measurements, map }) => [
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
  {
    id: 'virtual-drive',
    title: 'Virtual drive test …',
    group: 'Measure',
    words: 'synthetic simulated route streets phone log generate csv measurements',
    enabled: map !== null,
    run: () => openDialog('virtual-drive'),
  },
];
