import '../design/tokens.css';
import '../design/base.css';
import '../design/parts.css';
import '../design/frame.css';
import { customerClient, getAccount } from '@scrip/client';
import { render, type VNode } from 'preact';
import { applyTheme } from '../design/theme.ts';
import { followOtherTabs } from '../data/query.ts';
import { applyBrand, loadBrand } from '../frame/brand.ts';
import { Fatal } from '../frame/fatal.tsx';
import { preferredLanguage } from '../language/language.ts';
import { followLinks, openLink } from '../session/link.ts';
import { completeSignOut, resumeSession } from '../session/session.ts';
import { SignInFailed } from '../session/sign-in-failed.tsx';
import { agencyHere, loadSite, portalBase } from '../session/site.ts';
import { App } from './app.tsx';
import { setPortalLanguage } from './texts.ts';

/** Whose account a token is for. Where the API can't say, the person's ID at the issuer stands for it. */
const accountOf = async (token: string): Promise<string | undefined> => {
  const asked = await customerClient({ baseUrl: location.origin, credential: token }).call(getAccount);
  return asked.ok ? asked.value.account : undefined;
};

/** @returns the page to show, or nothing while the browser goes on to another one */
const start = async (): Promise<VNode | undefined> => {
  applyTheme();
  await loadSite();
  if (location.pathname === '/signed-out') {
    completeSignOut();
    return undefined;
  }
  if (location.pathname === '/signed-in') {
    const { completeSignIn } = await import('../session/complete-sign-in.ts');
    const failed = await completeSignIn(accountOf);
    await setPortalLanguage(preferredLanguage());
    return failed && <SignInFailed failed={failed} />;
  }
  const agency = agencyHere();
  resumeSession('portal', { agency, first: `${portalBase}/` });
  const branding = agency === undefined ? undefined : await loadBrand(agency);
  if (branding) applyBrand(branding);
  await setPortalLanguage(preferredLanguage(branding?.languages));
  await openLink();
  followLinks();
  followOtherTabs();
  return <App />;
};

const root = document.querySelector('#app');
if (!root) throw new TypeError('The page has no #app');
try {
  const shown = await start();
  if (shown) render(shown, root);
} catch (error) {
  reportError(error);
  await setPortalLanguage(preferredLanguage());
  render(<Fatal error={error} />, root);
}
