import { offeredProviders } from '../agency/offers.ts';
import type { AccountBalance } from '../ledger/account.ts';
import type { Settings } from '../table/items/settings.ts';

/** Why a customer can't do something now, by the codes that the API would answer with. */
export type BuyingReason = 'credit_sales_disabled' | 'no_payment_method';
export type SpendingReason = 'credit_payments_disabled' | 'account_in_debt' | 'insufficient_credits';

/** @returns every reason why no credits can be bought; none where they can */
export const whyNotBuy = (settings: Settings): BuyingReason[] => {
  const { creditSales, requests } = settings;
  const ways = [...offeredProviders(settings), ...Object.keys(requests?.methods ?? {})];
  return [
    ...(creditSales ? [] : ['credit_sales_disabled' as const]),
    ...(ways.length > 0 ? [] : ['no_payment_method' as const]),
  ];
};

/** @returns every reason why not even one credit can be spent; none where it can */
export const whyNotSpend = (
  { creditPayments }: Settings,
  { debt, available }: AccountBalance,
): SpendingReason[] => [
  ...(creditPayments ? [] : ['credit_payments_disabled' as const]),
  ...(debt > 0 ? ['account_in_debt' as const] : []),
  ...(debt === 0 && available === 0 ? ['insufficient_credits' as const] : []),
];

/** @returns every reason why this many credits can't be paid; what costs nothing can always be had */
export const whyNotPay = (settings: Settings, current: AccountBalance, credits: number): SpendingReason[] => {
  if (credits === 0) return [];
  const reasons = whyNotSpend(settings, current);
  const isShort = current.debt === 0 && current.available < credits;
  return isShort && !reasons.includes('insufficient_credits')
    ? [...reasons, 'insufficient_credits']
    : reasons;
};

/**
 * How many credits are missing to pay this many, including the debt: existing credits can't pay it off, since a debt can
 * exist beside promo credits.
 */
export const shortfallOf = (
  { balance, held, debt }: Pick<AccountBalance, 'balance' | 'held' | 'debt'>,
  credits: number,
): number => (credits === 0 ? 0 : debt + Math.max(0, credits - (balance - held + debt)));

/** An account's state, as a portal shows it. */
export const stateOf = (
  { lowBalance }: Settings,
  { debt, available }: AccountBalance,
): 'ok' | 'low' | 'zero' | 'debt' => {
  if (debt > 0) return 'debt';
  if (available === 0) return 'zero';
  return available < lowBalance ? 'low' : 'ok';
};
