import '@fontsource-variable/inter/index.css';
import '@mantine/core/styles.css';
import './app/tokens.css';
import './app/studio.css';
import './app/sizes.css';
import './app/skeleton.css';
import './app/calibration.css';
import './app/predictors.css';
import './columns/columns.css';
import './compare/compare.css';
import './app/editing.css';
import './dock/dock.css';
import './errors/errors.css';
import './explain/explain.css';
import './help/help.css';
import './import-city/import-city.css';
import './legend/legend.css';
import './palette/palette.css';
import './present/present.css';
import './report/report.css';
import './profile/profile.css';
import './statistics/statistics.css';
import './projects/projects.css';
import './app/touch.css';
import { MantineProvider } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { mantineTheme } from './app/mantine-theme.ts';
import { Session } from './app/session.ts';
import { SessionProvider } from './app/session-context.ts';
import { startOptions } from './app/start-options.ts';
import { installStudioApi } from './app/studio-api.ts';
import { answerHost } from './embedding/answer-host.ts';
import { watchSite } from './offline/watch-site.ts';

const session = new Session();
installStudioApi(session);
answerHost(session);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <MantineProvider theme={mantineTheme} defaultColorScheme="auto">
    <SessionProvider value={session}>
      <App />
    </SessionProvider>
  </MantineProvider>,
);
void session.start(startOptions(window.location.search));
// The development server has no build to keep.
if (import.meta.env.PROD) void watchSite();
