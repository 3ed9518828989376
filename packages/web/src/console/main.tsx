import '../design/tokens.css';
import '../design/base.css';
import '../design/parts.css';
import '../design/frame.css';
import '../design/console.css';
import { render } from 'preact';
import { applyTheme } from '../design/theme.ts';
import { followOtherTabs } from '../data/query.ts';
import { Fatal } from '../frame/fatal.tsx';
import '../frame/page-language.ts';
import { preferredLanguage } from '../language/language.ts';
import { sayFaultsWith } from '../language/problem.ts';
import { loadSite } from '../session/site.ts';
import { resumeSession } from '../session/session.ts';
import { App } from './app.tsx';
import { faultText } from './form/fault-text.ts';
import { setConsoleLanguage } from './texts.ts';

const root = document.querySelector('#app');
if (!root) throw new TypeError('The page has no #app');
try {
  applyTheme();
  await loadSite();
  resumeSession('console', { first: '/console' });
  await setConsoleLanguage(preferredLanguage());
  sayFaultsWith(faultText);
  followOtherTabs();
  render(<App />, root);
} catch (error) {
  render(<Fatal error={error} />, root);
}
