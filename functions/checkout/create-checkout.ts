import { offerAmount, offerPackage } from '../../shared/store/offer.ts';
import { returnUrlFor } from '../../shared/agency/return-url.ts';
import { settingsFrom } from '../../shared/agency/settings.ts';
import { notBegun, problem } from '../../shared/http/errors.ts';
import { replayOf } from '../../shared/http/once-answer.ts';
import type { Handler, RequestOf, ResponseOf } from '../../shared/http/route.ts';
import type { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { canonicalHash } from '../../shared/kernel/canonical.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { operationId } from '../../shared/kernel/ids.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { beginCheckout, canOpen, checkoutWrite } from '../../shared/payments/checkout.ts';
import type { Connect } from '../../shared/payments/connect.ts';
import { receiptOf } from '../../shared/payments/receipts.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { checkoutItem, type Checkout } from '../../shared/table/items/checkout.ts';
import { packageItem } from '../../shared/table/items/package.ts';
import { checkoutKey, packageKey, settingsKey } from '../../shared/table/keys.ts';
import { readTogether, type Read } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';
import { viewOf } from './checkout-view.ts';

type CreateCheckout = typeof checkoutRoutes.createCheckout;
type Request = RequestOf<CreateCheckout>;

/** Requests under one key that come at one moment meet on the record; those that come too late look again. */
const ROUNDS = 5;

/**
 * The record comes first and fixes the price, then the provider is asked under the record's id. So whatever is cut off
 * or repeated on the way, one key makes one checkout, and one page to pay at.
 */
export const createCheckout =
  (ledger: Ledger, connect: Connect): Handler<CreateCheckout> =>
  async (request) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const response = await attempt(ledger, connect, request);
      if (response) return response;
    }
    return problem('busy');
  };

/** @returns undefined where another request under the same key wrote first */
const attempt = async (
  { table, now }: Ledger,
  connect: Connect,
  request: Request,
): Promise<ResponseOf<CreateCheckout> | undefined> => {
  const { caller, body } = request;
  const id = operationId('chk', caller, 'checkout', request.idempotencyKey);
  const key = checkoutKey(caller, id);
  const read = await readTogether(table, [
    key,
    settingsKey(caller.agency),
    ...(body.packageId === undefined ? [] : [packageKey(caller.agency, body.packageId)]),
  ]);

  let checkout = decode(checkoutItem, read(key));
  const replayed = checkout !== undefined;
  if (!checkout) {
    const begun = begin(request, id, read, now());
    if (!begun.ok) return begun.error;
    if (!(await putGuarded(table, checkoutWrite(begun.value)))) return undefined;
    checkout = { ...begun.value, version: 1 };
  }
  if (checkout.inputHash !== canonicalHash(body)) return problem('idempotency_key_reused');

  // It was begun just now, or cut off on the way.
  if (!checkout.session && !checkout.closedAt) {
    const ended = await openOrClose(checkout, connect, now());
    if (!ended.ok) return ended.error;
    if (!(await putGuarded(table, checkoutWrite(ended.value)))) return undefined;
    checkout = ended.value;
  }
  if (!replayed) return { status: 201, body: viewOf(checkout, undefined, now()) };
  return replayOf(viewOf(checkout, await receiptOf(table, checkout), now()));
};

/** What becomes of a checkout that was begun: its provider opens it, or it is too late for that. */
const openOrClose = async (
  checkout: Checkout,
  connect: Connect,
  now: number,
): Promise<Result<Checkout, ResponseOf<CreateCheckout>>> => {
  if (!canOpen(checkout, now)) return ok({ ...checkout, closedAt: instant(now) });
  const connection = await connect(checkout.agency, checkout.provider);
  const session = connection
    ? await connection.open(checkout)
    : err({ code: 'provider_not_available' } as const);
  if (session.ok) return ok({ ...checkout, session: session.value });
  const { code } = session.error;
  count('ProviderFailures');
  log.warn('checkout not opened', { agency: checkout.agency, provider: checkout.provider, code });
  return err(problem(code));
};

/** Holds the request against the agency's settings and catalogue. */
const begin = (
  { caller, body }: Request,
  id: string,
  read: Read,
  now: number,
): Result<Checkout, ResponseOf<CreateCheckout>> => {
  const settings = settingsFrom(read, caller.agency);
  if (!settings) return err(notBegun);
  if (!settings.creditSales) return err(problem('credit_sales_disabled'));
  if (!settings.providers.includes(body.provider)) return err(problem('provider_not_available'));
  const offer =
    body.credits === undefined
      ? offerPackage(decode(packageItem, read(packageKey(caller.agency, body.packageId ?? ''))))
      : offerAmount(settings, body.credits);
  if (!offer.ok) {
    const { code, ...bounds } = offer.error;
    return err(problem(code, { extensions: bounds }));
  }
  const returnUrl = returnUrlFor(settings, body.returnUrl);
  if (returnUrl === undefined) return err(problem('return_url_not_allowed'));
  return ok(
    beginCheckout({
      id,
      ref: caller,
      provider: body.provider,
      offer: offer.value,
      packageId: body.packageId,
      returnUrl,
      inputHash: canonicalHash(body),
      now,
    }),
  );
};
