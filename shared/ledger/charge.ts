import { err, ok, type Result } from '../kernel/result.ts';
import type { Account, Carry } from '../table/items/account.ts';
import type { MeterPrice } from '../table/items/meter.ts';
import { reasonOf, type CommandOf, type RefusalOf } from './command.ts';
import { drawFor, total } from './lots.ts';
import type { Move } from './move.ts';
import { isFor } from './purpose.ts';

/** Meters of which an account may have a fraction: all of them are in its item, which every movement writes. */
export const MAX_CARRIES = 20;

/** Prices that change again and again to numbers with nothing in common would make a fraction ever longer. */
const MAX_DENOMINATOR = 10n ** 30n;

/** What units come to: whole credits, and the carries of the account with what is left of a credit. */
export type Charge = { credits: bigint; carries: readonly Carry[] };

/**
 * The price of units of a meter, on top of what earlier ones left. Exact, whatever the price was then.
 * @param carries of the account
 */
export const chargeOf = (
  carries: readonly Carry[],
  meter: string,
  { creditsPer, per }: MeterPrice,
  units: number,
): Result<Charge, { code: 'carry_limit' }> => {
  const [left, of] = fractionOf(carries.find(({ id }) => id === meter)?.fraction);
  const numerator = left * BigInt(per) + BigInt(units) * BigInt(creditsPer) * of;
  const denominator = of * BigInt(per);
  const rest = numerator % denominator;
  const common = commonDivisor(rest, denominator);
  const others = carries.filter(({ id }) => id !== meter);
  const credits = numerator / denominator;
  if (rest === 0n) return ok({ credits, carries: others });
  const isTooMuch = others.length >= MAX_CARRIES || denominator / common > MAX_DENOMINATOR;
  if (isTooMuch) return err({ code: 'carry_limit' });
  const fraction = `${rest / common}/${denominator / common}`;
  return ok({ credits, carries: [...others, { id: meter, fraction }] });
};

/** Numerator and denominator of a fraction as it is stored, `3/7`; of none, zero. */
export const fractionOf = (stored = '0/1'): [bigint, bigint] => {
  const [numerator = '0', denominator = '1'] = stored.split('/');
  return [BigInt(numerator), BigInt(denominator)];
};

const commonDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : commonDivisor(b, a % b));

/** Usage has happened already: unlike a spend, it may leave a debt, within the account's credit limit. */
export const charge = (account: Account, command: CommandOf<'charge'>): Result<Move, RefusalOf<'charge'>> => {
  const { meter, price, units } = command;
  const charged = chargeOf(account.carries ?? [], meter, price, units);
  if (!charged.ok) return charged;
  const { credits, carries } = charged.value;
  if (credits === 0n) return ok({ lots: account.lots, carries });
  const { debt, creditLimit = 0 } = account;
  const available = total(account.lots.filter(isFor({ meter })));
  const missing = credits > available ? credits - BigInt(available) : 0n;
  if (BigInt(debt) + missing > creditLimit) {
    if (creditLimit > 0) return err({ code: 'credit_limit' });
    if (debt > 0) return err({ code: 'account_in_debt', debt });
    const shortfall = Math.min(Number(missing), Number.MAX_SAFE_INTEGER);
    return err({ code: 'insufficient_credits', available, shortfall });
  }
  const amount = Number(credits);
  const { left, taken, missing: owed } = drawFor(account.lots, amount, { meter });
  const entry = { ...reasonOf(command), type: 'out' as const, amount, lots: taken, meter, quantity: units };
  return ok({ lots: left, carries, entry: { ...entry, ...(owed > 0 && { debt: owed }) } });
};

/** Sets the limit; a debt beyond it stays. */
export const limit = (account: Account, { creditLimit }: CommandOf<'limit'>): Move | undefined =>
  creditLimit === (account.creditLimit ?? 0) ? undefined : { lots: account.lots, creditLimit };
