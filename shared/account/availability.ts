import { offeredProviders } from '../agency/offers.ts';
import { availableFor, type AccountBalance } from '../ledger/account.ts';
import { isFor, isRestricted, type Purpose } from '../ledger/purpose.ts';
import { total } from '../ledger/lots.ts';
import type { Settings } from '../table/items/settings.ts';

/** Why a customer can't do something now, by the codes that the API would answer with. */
export type BuyingReason = 'credit_sales_disabled' | 'no_payment_method';
type NothingReason = 'account_in_debt' | 'insufficient_credits';
export type SpendingReason = NothingReason | 'credit_payments_disabled';

/** @returns every reason why no credits can be bought; none where they can */
export const whyNotBuy = (settings: Settings): BuyingReason[] => {
  const { creditSales, requests } = settings;
  const ways = [...offeredProviders(settings), ...Object.keys(requests?.methods ?? {})];
  return [
    ...(creditSales ? [] : ['credit_sales_disabled' as const]),
    ...(ways.length > 0 ? [] : ['no_payment_method' as const]),
  ];
};

type Spendable = Pick<AccountBalance, 'debt' | 'lots'>;

/** @returns every reason why not even one credit can be spent on anything; none where it can */
export const whyNotSpend = (settings: Settings, current: Spendable): SpendingReason[] =>
  whyNotPay(settings, current, 1);

/** @returns every reason why this many credits can't be paid for a purpose; what costs nothing can always be had */
export const whyNotPay = (
  { creditPayments }: Settings,
  current: Spendable,
  credits: number,
  purpose: Purpose = {},
): SpendingReason[] =>
  credits === 0
    ? []
    : [
        ...(creditPayments ? [] : ['credit_payments_disabled' as const]),
        ...(current.debt > 0 ? ['account_in_debt' as const] : []),
        ...(current.debt === 0 && availableFor(current, purpose) < credits
          ? ['insufficient_credits' as const]
          : []),
      ];

/** @returns every reason why not even one credit can be sent to another account; none where it can */
export const whyNotSend = (
  { transfers }: Settings,
  { debt, lots }: Spendable,
): (NothingReason | 'transfers_disabled')[] => {
  const sent = lots.filter((lot) => isFor({})(lot) && (transfers?.promo !== false || lot.class === 'paid'));
  return [
    ...(transfers ? [] : ['transfers_disabled' as const]),
    ...(debt > 0 ? ['account_in_debt' as const] : []),
    ...(debt === 0 && total(sent) === 0 ? ['insufficient_credits' as const] : []),
  ];
};

/**
 * How many credits are missing to pay this many for a purpose, including the debt: existing credits can't pay it off, since
 * a debt can exist beside promo credits.
 */
export const shortfallOf = ({ debt, lots }: Spendable, credits: number, purpose: Purpose = {}): number =>
  credits === 0 ? 0 : debt + Math.max(0, credits - total(lots.filter(isFor(purpose))));

/** How many of this many credits for a purpose those pay that are restricted: they are spent first. */
export const restrictedFor = ({ debt, lots }: Spendable, credits: number, purpose: Purpose): number =>
  debt > 0 ? 0 : Math.min(credits, total(lots.filter((lot) => isRestricted(lot) && isFor(purpose)(lot))));

/** An account's state, as a portal shows it. */
export const stateOf = (
  { lowBalance }: Settings,
  { debt, available }: AccountBalance,
): 'ok' | 'low' | 'zero' | 'debt' => {
  if (debt > 0) return 'debt';
  if (available === 0) return 'zero';
  return available < lowBalance ? 'low' : 'ok';
};
