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
import '../frame/page-language.ts';
import { preferredLanguage } from '../language/language.ts';
import type { Holder } from '../session/complete-sign-in.ts';
import { agencyOfPlace } from '../session/kept.ts';
import { codeHere, followLinks } from '../session/link-code.ts';
import { loadLinkAnswers } from '../session/gate.tsx';
import { completeSignOut, resumeSession, sessionState } from '../session/session.ts';
import { agencyHere, loadSite, portalBase } from '../session/site.ts';
import { App } from './app.tsx';
import { setPortalLanguage } from './texts.ts';

/** Whose account a token is for. Where the API can't say, the person's ID at the issuer stands for it. */
const holderOf = async (token: string): Promise<Holder | undefined> => {
  const asked = await customerClient({ baseUrl: location.origin, credential: token }).call(getAccount);
  return asked.ok ? asked.value : undefined;
};

const nameOf = async (agency: string): Promise<string> => (await loadBrand(agency))?.name ?? agency;

/** @returns what to show instead of a page that the sign-in leads to */
const signedInPage = async (): Promise<VNode | undefined> => {
  const { completeSignIn } = await import('../session/complete-sign-in.ts');
  const ended = await completeSignIn(holderOf);
  await setPortalLanguage(preferredLanguage());
  if (!ended) return undefined;
  if (ended.why !== 'elsewhere') {
    const { SignInFailed } = await import('../session/sign-in-failed.tsx');
    return <SignInFailed failed={ended} />;
  }
  const { SignedInElsewhere } = await import('../session/signed-in-elsewhere.tsx');
  const [theirs, here] = await Promise.all([
    nameOf(ended.agency),
    nameOf(agencyOfPlace(ended.trip.place) ?? ''),
  ]);
  return <SignedInElsewhere elsewhere={ended} names={{ theirs, here }} />;
};

/** @returns the page to show, or nothing while the browser goes on to another one */
const start = async (): Promise<VNode | undefined> => {
  applyTheme();
  await loadSite();
  if (location.pathname === '/signed-out') {
    completeSignOut();
    return undefined;
  }
  if (location.pathname === '/signed-in') return await signedInPage();
  const agency = agencyHere();
  resumeSession('portal', { agency, first: `${portalBase}/` });
  const branding = agency === undefined ? undefined : await loadBrand(agency);
  if (branding) applyBrand(branding);
  await setPortalLanguage(preferredLanguage(branding?.languages));
  if (codeHere() !== null) await (await import('../session/link.ts')).openLink();
  if (sessionState.value === 'asked' || sessionState.value === 'failed') await loadLinkAnswers();
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
