import { settingsFrom } from '../agency/settings.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { refuseMerged } from '../ledger/merged.ts';
import { once, type KeyReused } from '../ledger/once.ts';
import { run, type Busy, type Done, type Operation, type RecordDecision } from '../ledger/run.ts';
import { offerAmount, offerPackage, type OfferError } from '../store/offer.ts';
import { idsInSlots, takeSlot } from '../store/slots.ts';
import { creditRequestItem, type CreditRequest } from '../table/items/credit-request.ts';
import { packageItem } from '../table/items/package.ts';
import type { Settings } from '../table/items/settings.ts';
import { accountKey, creditRequestKey, packageKey, settingsKey, slotsKey } from '../table/keys.ts';
import { decode, readable } from '../table/table.ts';
import { beginCreditRequest, creditRequestPointerWrite, creditRequestWrite } from './begin.ts';

/** What a customer asks for: a package, or an amount of credits. */
export type Asked = {
  method: CreditRequest['method'];
  packageId?: string | undefined;
  credits?: number | undefined;
};

type AskRefusal =
  | { code: 'not_found' | 'credit_sales_disabled' | 'method_not_available' | 'credit_request_limit' }
  | OfferError;

/**
 * Begins a credit request: the request, its line in the account's list and the record of its Idempotency-Key in one
 * write, so that one key makes one request, at the price of the first time.
 * @param who the account, and who asks for it
 */
export const ask = (
  ledger: Ledger,
  who: AccountRef & { actor: string },
  asked: Asked,
  idempotencyKey: string,
): Promise<Result<Done<CreditRequest>, AskRefusal | KeyReused | Busy>> =>
  run(
    ledger,
    once({ ref: who, name: 'credit-request', idempotencyKey, input: asked }, creditRequestItem, () =>
      asking(who, asked),
    ),
  );

const asking = (
  who: AccountRef & { actor: string },
  { method, packageId, credits }: Asked,
): Operation<CreditRequest, AskRefusal> => {
  const packages = packageId === undefined ? [] : [packageKey(who.agency, packageId)];
  return {
    keys: [settingsKey(who.agency), accountKey(who), slotsKey(who, 'requests'), ...packages],
    linked: (read) => idsInSlots(read, who, 'requests').map((id) => creditRequestKey(who.agency, id)),
    decide: (read, now): Result<RecordDecision<CreditRequest>, AskRefusal> => {
      const settings = settingsFrom(read, who.agency);
      if (!settings) return err({ code: 'not_found' });
      refuseMerged(read, who);
      if (!settings.creditSales) return err({ code: 'credit_sales_disabled' });
      const policy = settings.requests;
      if (!policy?.methods[method]) return err({ code: 'method_not_available' });
      const [item] = packages.map((key) => decode(packageItem, read(key)));
      const offer = credits === undefined ? offerPackage(item) : offerAmount(settings, credits);
      if (!offer.ok) return offer;
      const outcome = beginCreditRequest({
        ref: who,
        requestedBy: who.actor,
        method,
        packageId,
        offer: offer.value,
        policy,
        now,
      });
      const slot = takeSlot(read, who, 'requests', {
        now,
        until: Date.parse(outcome.expiresAt),
        id: outcome.id,
        hasEnded: (id) => hasEnded(readable(creditRequestItem, read(creditRequestKey(who.agency, id)))),
      });
      if (!slot.ok) return err({ code: 'credit_request_limit' });
      const writes = [creditRequestWrite(outcome), creditRequestPointerWrite(outcome), slot.value];
      return ok({ conclude: () => ({ outcome, writes }) });
    },
  };
};

/** One that was not read, or can't be, counts as pending. */
const hasEnded = (request: CreditRequest | undefined): boolean =>
  request !== undefined && request.status !== 'pending';

/** How to pay a request, in the agency's words as they are now, and what the customer copies into the payment. */
export const instructionsFor = (
  { method }: CreditRequest,
  settings: Settings | undefined,
): NonNullable<Settings['requests']>['methods'][CreditRequest['method']] =>
  settings?.requests?.methods[method];
