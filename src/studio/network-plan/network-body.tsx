import type { NetworkTask } from '../store/network-plan-store.ts';
import { AntennaSetupView } from './antenna-setup.tsx';
import { AntennaView } from './antenna-view.tsx';
import { CoverageSetupView } from './coverage-setup.tsx';
import { CoverageView } from './coverage-view.tsx';
import './network-plan.css';
import { SiteSetupView } from './site-setup.tsx';
import { SiteView } from './site-view.tsx';

/** What a plan of the network is asked, and what came out. */
export function NetworkBody({ task }: { readonly task: NetworkTask }) {
  const { Setup, View } = VIEWS[task];
  return (
    <div className="net-body">
      <Setup />
      <View />
    </div>
  );
}

const VIEWS = {
  antennas: { Setup: AntennaSetupView, View: AntennaView },
  sites: { Setup: SiteSetupView, View: SiteView },
  coverage: { Setup: CoverageSetupView, View: CoverageView },
} as const satisfies Record<NetworkTask, object>;
