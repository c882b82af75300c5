import { useEffect } from 'react';
import { CalibrationPanel } from '../calibration/calibration-panel.tsx';
import { Dock } from '../dock/dock.tsx';
import { Hints } from '../panels/hints.tsx';
import { Inspector } from '../panels/inspector.tsx';
import { Navigator } from '../panels/navigator.tsx';
import { TopBar } from '../panels/top-bar.tsx';
import { PresentStrip } from '../present/present-strip.tsx';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { windowInsets } from '../store/window-layout.ts';

/** The panels around the map; of them all a strip, while presenting. */
export function WindowFrame() {
  const presenting = useStudio((s) => s.present.on);
  const calibrating = useStudio((s) => s.calibration.open && !s.folded.inspector);
  const { left, right, bottom } = useStudioParts(windowInsets);
  useEffect(() => {
    const { style, dataset } = document.documentElement;
    style.setProperty('--inset-left', `${left}px`);
    style.setProperty('--inset-right', `${right}px`);
    style.setProperty('--inset-bottom', `${bottom}px`);
    dataset.present = String(presenting);
  }, [left, right, bottom, presenting]);
  if (presenting) return <PresentStrip />;
  return (
    <>
      <TopBar />
      <Navigator />
      {calibrating ? <CalibrationPanel /> : <Inspector />}
      <Dock />
      <Hints />
    </>
  );
}
