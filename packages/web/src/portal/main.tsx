import '../design/tokens.css';
import '../design/base.css';
import '../design/parts.css';
import '../design/frame.css';
import { customerClient, redeemSession } from '@scrip/client';
import { render } from 'preact';
import { applyTheme } from '../design/theme.ts';
import { followOtherTabs } from '../data/query.ts';
import { applyBrand, loadBrand } from '../frame/brand.ts';
import { Fatal } from '../frame/fatal.tsx';
import { preferredLanguage } from '../language/language.ts';
import { agencyHere, loadSite } from '../session/site.ts';
import {
  beginSession,
  completeSignIn,
  completeSignOut,
  resumeSession,
  sessionState,
} from '../session/session.ts';
import { App } from './app.tsx';
import { setPortalLanguage } from './texts.ts';

/** Somebody came by a link of the agency's: its code stands behind the #, where no server sees it. */
const redeemLink = async (): Promise<void> => {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (code === null) return;
  history.replaceState(null, '', location.pathname + location.search);
  const redeemed = await customerClient({ baseUrl: location.origin }).call(redeemSession, { body: { code } });
  if (!redeemed.ok) {
    sessionState.value = 'failed';
    return;
  }
  const { token, expiresAt, account, returnUrl } = redeemed.value;
  beginSession({ token, expiresAt: Date.parse(expiresAt), name: account, returnUrl });
};

const start = async (): Promise<void> => {
  applyTheme();
  await loadSite();
  if (location.pathname === '/signed-in' && (await completeSignIn())) return;
  if (location.pathname === '/signed-out') return completeSignOut();
  resumeSession('portal');
  const agency = agencyHere();
  const branding = agency === undefined ? undefined : await loadBrand(agency);
  if (branding) applyBrand(branding);
  await setPortalLanguage(preferredLanguage(branding?.languages));
  await redeemLink();
  followOtherTabs();
};

const root = document.querySelector('#app');
if (!root) throw new TypeError('The page has no #app');
try {
  await start();
  render(<App />, root);
} catch (error) {
  render(<Fatal error={error} />, root);
}
