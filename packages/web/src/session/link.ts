import { signal } from '@preact/signals';
import { customerClient, getAccount, redeemSession } from '@scrip/client';
import { isUnknownOutcome } from '../data/outcome.ts';
import { queryClient, shownFailure, type ShownFailure } from '../data/query.ts';
import { codeHere } from './link-code.ts';
import { beginSession, enterPortal, offerSession, sessionState, whoIsIn } from './session.ts';
import { agencyHere } from './site.ts';

/** Why the link that led here signed nobody in. */
export const linkFailure = signal<ShownFailure | undefined>(undefined);

/** Whether trying the link again may help: no answer came, or none that decided. */
export const isLinkRetryable = (): boolean =>
  linkFailure.value !== undefined && isUnknownOutcome(linkFailure.value.code);

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
  const asked = await customerClient({ baseUrl: location.origin, credential: token }).call(getAccount);
  if (asked.ok && asked.value.agency !== agencyHere()) {
    // A link that somebody opened at another agency's address: it belongs to the portal of its own.
    enterPortal(asked.value.agency, session);
    return;
  }
  const { value: present } = whoIsIn;
  if (present && present.account !== account) {
    offerSession(session);
    return;
  }
  beginSession(session);
  // The page that follows need not ask again.
  if (asked.ok) queryClient.setQueryData(['account'], asked.value);
};
