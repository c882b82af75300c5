import type { ActionSource } from '../actions/action.ts';
import { explainedSector } from '../explain/explained-sector.ts';
import { clearProfile, drawProfile, finishProfile, profileFromSector } from '../store/profile-actions.ts';

export const profileActions: ActionSource = (state, session) => {
  const { profile, explain } = state;
  const sector = explain.place && explainedSector(state, session.registry.networkMap);
  return [
    {
      id: 'draw-profile',
      title: profile.drawing ? 'End the line of the profile' : 'Draw a profile',
      group: 'Measure',
      keys: ['shift+x'],
      words: 'line cut section terrain fresnel roofs along',
      enabled: state.scene !== null,
      run: profile.drawing ? finishProfile : drawProfile,
    },
    {
      id: 'profile-to-cell',
      title: 'Profile from the sector to the explained cell',
      group: 'Measure',
      words: 'line cut section fresnel roofs',
      enabled: sector !== null,
      run: () => {
        if (sector && explain.place) profileFromSector(sector, explain.place);
      },
    },
    {
      id: 'clear-profile',
      title: 'Take the profile off the map',
      group: 'Measure',
      words: 'line remove',
      enabled: profile.points.length > 0,
      run: clearProfile,
    },
  ];
};
