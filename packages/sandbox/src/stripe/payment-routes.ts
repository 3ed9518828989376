import { parse } from 'qs';
import * as z from 'zod';
import { type Database, inTransaction } from '../database.ts';
import { json, page, redirect, type Reply, type Route, type SandboxRequest } from '../http/route.ts';
import type { StripeAccount } from './account.ts';
import { decline, pay, paySlowly } from './checkout.ts';
import { declineReason } from './declines.ts';
import { paymentPage } from './payment-page.ts';
import { checkoutSession, type SessionFacts } from './resources/checkout-session.ts';

/** `amount` and `currency` report another payment than the one that was asked for. */
const choiceSchema = z.strictObject({
  outcome: z.enum(['paid', 'async', 'async_failed', 'declined', 'cancel']),
  decline: declineReason.default('generic_decline'),
  amount: z.coerce.number().int().min(0).optional(),
  currency: z
    .string()
    .regex(/^[a-zA-Z]{3}$/)
    .optional(),
});

type Choice = z.infer<typeof choiceSchema>;
type Found = { account: StripeAccount; session: SessionFacts };

/** Not by the content type: `curl -d` calls its JSON a form. */
const isJson = ({ body }: SandboxRequest): boolean => body.trimStart().startsWith('{');

const readChoice = (request: SandboxRequest) => {
  try {
    return choiceSchema.safeParse(isJson(request) ? JSON.parse(request.body) : parse(request.body));
  } catch {
    return undefined;
  }
};

/** Stripe replaces this in the success URL: https://docs.stripe.com/payments/checkout/custom-success-page. */
const successUrl = ({ id, success_url: url }: SessionFacts): string =>
  url.replaceAll('{CHECKOUT_SESSION_ID}', id);

const act = (
  { account, session }: Found,
  { outcome, decline: reason, ...reported }: Choice,
): SessionFacts => {
  switch (outcome) {
    case 'paid':
      return pay(account, session, reported);
    case 'async':
      return paySlowly(account, session, 'succeed', reported);
    case 'async_failed':
      return paySlowly(account, session, 'fail', reported);
    case 'declined':
      return decline(account, session, reason);
    case 'cancel':
      return session;
  }
};

/** Where the buyer is sent: after a declined card to the payment page again. */
const nextOf = (session: SessionFacts, { outcome }: Choice): string => {
  if (outcome === 'cancel') return session.cancel_url ?? '/';
  return outcome === 'declined' ? `/pay/${session.id}` : successUrl(session);
};

/** The page on which a session is paid: by a person's click, or by a script. */
export const paymentRoutes = (
  database: Database,
  find: (sessionId: string) => Found | undefined,
): Route[] => {
  const show = ({ param }: SandboxRequest): Reply => {
    const found = find(param('id'));
    if (found === undefined) return json(404, { error: { message: 'There is no such session' } });
    return page(200, paymentPage(found.session, successUrl(found.session)));
  };

  const choose = (request: SandboxRequest): Reply => {
    const found = find(request.param('id'));
    if (found === undefined) return json(404, { error: { message: 'There is no such session' } });
    const choice = readChoice(request);
    if (choice === undefined || !choice.success) {
      return json(400, {
        error: { message: 'outcome must be paid, async, async_failed, declined or cancel' },
      });
    }
    const { account, session } = found;
    if (session.status !== 'open') {
      return isJson(request)
        ? json(409, { error: { message: `The session is ${session.status}` } })
        : page(409, paymentPage(session, successUrl(session)));
    }
    const after = inTransaction(database, () => act(found, choice.data));
    const next = nextOf(session, choice.data);
    return isJson(request)
      ? json(200, { redirect: next, session: checkoutSession(after, account.url) })
      : redirect(next);
  };

  return [
    { method: 'GET', path: '/pay/:id', handle: show },
    { method: 'POST', path: '/pay/:id', handle: choose },
  ];
};
