import type { ActionSource } from '../actions/action.ts';

export const calibrationActions: ActionSource = ({ calibration, measurements }) => [
  {
    id: 'calibrate',
    title: calibration.open ? 'Close the calibration panel' : 'Calibrate to measurements',
    group: 'Measure',
    keys: ['k'],
    words: 'fit tune antenna materials residual',
    enabled: calibration.open || measurements !== null,
    run: (session) => (calibration.open ? session.calibration.close() : session.calibration.open()),
  },
];
