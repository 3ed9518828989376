import { signal } from '@preact/signals';
import { customerClient, redeemSession } from '@scrip/client';
import { isUnknownOutcome } from '../data/outcome.ts';
import { shownFailure, type ShownFailure } from '../data/query.ts';
import { beginSession, offerSession, sessionState, whoIsIn } from './session.ts';

/** Why the link that led here signed nobody in. */
export const linkFailure = signal<ShownFailure | undefined>(undefined);

/** Whether trying the link again may help: no answer came, or none that decided. */
export const isLinkRetryable = (): boolean =>
  linkFailure.value !== undefined && isUnknownOutcome(linkFailure.value.code);

/** The code stands behind the #, where no server sees it. */
const codeHere = (): string | null => new URLSearchParams(location.hash.slice(1)).get('code');

/**
 * Somebody came by a link of the agency's. Its code works once, so it stays in the address until the API has answered: Try
 * again and a reload find it there.
 */
export const openLink = async (): Promise<void> => {
  const code = codeHere();
  if (code === null) return;
  const redeemed = await customerClient({ baseUrl: location.origin }).call(redeemSession, { body: { code } });
  linkFailure.value = redeemed.ok ? undefined : shownFailure(redeemed.failure);
  if (!isLinkRetryable()) history.replaceState(null, '', location.pathname + location.search);
  if (!redeemed.ok) {
    sessionState.value = 'failed';
    return;
  }
  const { token, expiresAt, account, returnUrl } = redeemed.value;
  const session = { token, expiresAt: Date.parse(expiresAt), name: account, account, returnUrl };
  const { value: present } = whoIsIn;
  if (present && present.account !== account) offerSession(session);
  else beginSession(session);
};

/** A link that is opened in a tab which already shows this page changes the address alone. */
export const followLinks = (): void => {
  addEventListener('hashchange', () => {
    if (codeHere() !== null) location.reload();
  });
};
