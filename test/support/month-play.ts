import { expect } from 'vitest';
import { instant } from '../../shared/kernel/clock.ts';
import { addMonths, dayAt, startOfDay } from '../../shared/kernel/days.ts';
import { HOUR_MS, DAY_MS } from '../../shared/kernel/durations.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { heldLots } from '../../shared/ledger/held.ts';
import { mergeAccounts } from '../../shared/merges/merge-accounts.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { eraseAccount } from '../../shared/privacy/erase-account.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';
import { settingsKey } from '../../shared/table/keys.ts';
import { sendCredits } from '../../shared/transfers/send.ts';
import { customerOf } from '../../shared/transfers/sender.ts';
import { captureOf, creditOf, debitOf, holdOf, releaseOf, restoreOf } from './commands.ts';
import { setField } from './damage.ts';
import { accountOfOpenAgency, entriesOf, moveWith, openTestLedger, readAccount } from './ledger.ts';
import { monthBooksOn } from './month-books.ts';
import { CUSTOMERS, type MonthStep } from './month-steps.ts';
import type { History } from './month-sums.ts';
import { occurrencesOf } from './occurrences.ts';
import { disputeFact, openCheckout, paidFact, refundFact } from './payments.ts';
import { bucketThatDeletes } from './personal-data.ts';

const START = Date.parse('2026-02-20T12:00:00.000Z');

const MONTH = '2026-03'.length;

let now = START;
const ledger = openTestLedger({ now: () => now });
const takeFact = takeFactsInto(ledger);
const { books, statement, liability, pastLiability, countedTwice, audit } = monthBooksOn(ledger);

/** An agency's books, over HTTP. */
export const api = { books, statement, liability, pastLiability };

export const seen = occurrencesOf(
  'a closed month',
  'a sale of a closed month is reversed',
  'a spend of a closed month is refunded',
  'a zone changed after closing',
  'a zone in which it is an earlier month than the closed one',
  'a hold of another month captured',
  'a chargeback after credits were sent',
  'a dispute lost after it was won',
  'a debt',
  'credits for nothing',
  'accounts merged',
  'a payment that came after its account merged',
  'an account erased',
);

const monthAt = (zone: string): string => dayAt(zone, now).slice(0, MONTH);

const monthAfter = (month: string): string => addMonths(`${month}-01`, 1).slice(0, MONTH);

const startOfNextMonth = (zone: string): number => startOfDay(zone, `${monthAfter(monthAt(zone))}-01`);

/** The months since the beginning in which something may have been. */
const monthsUntilNow = (): string[] => {
  const months = ['2026-02'];
  while (startOfDay('UTC', `${months.at(-1)}-01`) < now) months.push(monthAfter(months.at(-1) ?? ''));
  return months;
};

/** A month's answers, but for the zone, which is the agency's present one. */
export const answersOf = async (agency: string, month: string) => {
  const { timeZone: _, ...shown } = await books(agency, month);
  return { shown, json: JSON.stringify(shown), csv: await statement(agency, month) };
};

type Answers = Awaited<ReturnType<typeof answersOf>>;

/** Plays a history in a new agency, counts it as it happens, and keeps the answer of each month that closes. */
export const playMonths = async (steps: readonly MonthStep[]) => {
  now = START;
  const first = await accountOfOpenAgency(ledger, { timeZone: 'UTC', transfers: { promo: true } });
  const { agency } = first;
  const who = { agency, actor: 'ann' };
  const refs = CUSTOMERS.map((account) => ({ agency, account }));
  const heirs = new Map<string, AccountRef>();
  const sales: Checkout[] = [];
  const closed = new Map<string, Answers>();
  /** In which month an entry of then is: that of the zone of then, or the first that was not closed. */
  const monthOf = new Map<string, string>();
  const won = new Set<string>();
  const undone = new Set<string>();
  const heldIn = new Map<string, string>();
  let hasSent = false;
  let zone = 'UTC';

  const customer = (place: number): AccountRef => refs[place] ?? first;
  /** The customer's account, or the one that it merged into. */
  const accountAt = (place: number): AccountRef => heirs.get(customer(place).account) ?? customer(place);
  const isClosed = (at: string): boolean => closed.has(monthOf.get(at) ?? '');

  const run = async (place: number, ...commands: Command[]): Promise<boolean> =>
    // A refusal moves nothing, which is as good a step as another.
    (await moveWith(ledger, accountAt(place), commands, { outcome: undefined })).ok;

  const moveTo = async (other: string): Promise<void> => {
    zone = other;
    await setField(ledger, settingsKey(agency), 'timeZone', zone);
    seen.saw('a zone changed after closing', closed.size > 0);
    seen.saw('a zone in which it is an earlier month than the closed one', closed.has(monthAt(zone)));
  };

  const close = async (): Promise<void> => {
    expect((await audit(agency)).mismatches).toEqual([]);
    for (const month of monthsUntilNow().filter((one) => !closed.has(one))) {
      const answers = await answersOf(agency, month);
      if (answers.shown.closed) closed.set(month, answers);
    }
    seen.saw('a closed month', closed.size > 0);
  };

  const reverse = async ({ sale: choice, how, part }: MonthStep & { type: 'reverse' }, place: number) => {
    const sale = sales[choice % sales.length];
    if (!sale) return;
    const { price, id } = sale;
    const money = { ...price, amount: Math.max(1, Math.floor(price.amount * part)) };
    const at = instant(now);
    const fact =
      how === 'part'
        ? refundFact(sale, `re_${place}`, money.amount, { money, at })
        : { ...disputeFact(sale, `dp_${id}`, money.amount, how), money, at };
    const taken = await takeFact(agency, 'stripe', fact);
    const hasMoved = taken.ok && taken.value.outcome === 'moved';
    seen.saw('a sale of a closed month is reversed', hasMoved && isClosed(sale.createdAt));
    seen.saw('a chargeback after credits were sent', hasMoved && hasSent && how !== 'won');
    seen.saw('a dispute lost after it was won', hasMoved && how === 'lost' && won.has(id));
    if (how === 'won') won.add(id);
  };

  const undo = async ({ who: place, spend }: MonthStep & { type: 'undo' }) => {
    const { account } = accountAt(place);
    const spends = (await entriesOf(ledger, accountAt(place))).filter(
      ({ kind, number }) => kind === 'spend' && !undone.has(`${account} ${number}`),
    );
    const entry = spends[spend % spends.length];
    if (!entry) return;
    undone.add(`${account} ${entry.number}`);
    const isDone = await run(place, { ...restoreOf(entry.lots), kind: 'spend_refund' });
    seen.saw('a spend of a closed month is refunded', isDone && isClosed(entry.at));
  };

  const merge = async (from: AccountRef, into: AccountRef): Promise<void> => {
    const merged = await mergeAccounts(ledger, who, from.account, into.account);
    if (!merged.ok) return;
    heirs.set(from.account, into);
    seen.saw('accounts merged');
  };

  const act = async (step: MonthStep, place: number): Promise<unknown> => {
    switch (step.type) {
      case 'sell': {
        const { credits, bonus, price: amount, currency, isRestricted } = step;
        // Of an account that merged, too: it began to pay before.
        const sale = await openCheckout(ledger, customer(step.who), {
          credits,
          bonusCredits: bonus,
          price: { amount, currency },
          createdAt: instant(now),
          ...(isRestricted && { onlyFor: { products: ['pen'] } }),
        });
        sales.push(sale);
        seen.saw('credits for nothing', amount === 0);
        seen.saw('a payment that came after its account merged', heirs.has(sale.account));
        return await takeFact(agency, 'stripe', paidFact(sale));
      }
      case 'spend': {
        const { amount, isNamed } = step;
        return await run(step.who, debitOf(amount, isNamed ? { product: 'pen' } : {}));
      }
      case 'undo':
        return await undo(step);
      case 'give': {
        const credit = creditOf(step.amount, 'promo', now + step.hours * HOUR_MS);
        return await run(step.who, { ...credit, kind: 'adjustment' });
      }
      case 'withdraw':
        return await run(step.who, { ...debitOf(step.amount), kind: 'adjustment' });
      case 'send': {
        const [from, { account }] = [accountAt(step.who), accountAt(step.to)];
        if (from.account === account) return;
        const sender = customerOf({ ...from, spender: undefined });
        const to = { to: { account }, amount: step.amount };
        hasSent ||= (await sendCredits(ledger, sender, to, `send-${place}`)).ok;
        return;
      }
      case 'reverse':
        return await reverse(step, place);
      case 'hold': {
        const { who: holder, amount, how } = step;
        if (how === 'release') return await run(holder, releaseOf('hold_1'));
        const command =
          how === 'hold'
            ? holdOf('hold_1', amount, now + 3 * DAY_MS) // An entry of the kind `capture` needs the record of its hold.
            : { ...captureOf('hold_1', amount, true), kind: 'spend' as const };
        const isDone = await run(holder, command);
        const { account } = accountAt(holder);
        const isLater = heldIn.get(account) !== monthAt(zone);
        seen.saw('a hold of another month captured', isDone && how === 'capture' && isLater);
        if (isDone && how === 'hold') heldIn.set(account, monthAt(zone));
        return;
      }
      case 'merge':
        return await merge(accountAt(step.who), accountAt(step.into));
      case 'erase': {
        const { balance } = await readAccount(ledger, accountAt(step.who));
        if (balance > 0) await run(step.who, debitOf(balance, { product: 'pen' }));
        const parts = { ledger, ...bucketThatDeletes() };
        // Refused where something is open.
        const erased = await eraseAccount(parts, who, accountAt(step.who).account, () => 60_000);
        seen.saw('an account erased', erased.ok);
        return;
      }
      case 'wait':
        now += step.ms;
        return;
      case 'month':
        now = Math.max(now + 1, startOfNextMonth(zone) + step.ms);
        return;
      case 'audit':
        return await close();
      case 'zone':
        return await moveTo(step.zone);
      case 'close':
        now = startOfNextMonth(zone) + HOUR_MS;
        await close();
        return await moveTo(step.zone);
    }
  };

  for (const [place, step] of steps.entries()) {
    const [month, lastClosed = ''] = [monthAt(zone), [...closed.keys()].toSorted().at(-1)];
    monthOf.set(instant(now), month > lastClosed ? month : monthAfter(lastClosed));
    await countedTwice(refs, async () => await act(step, place));
    now += 1;
  }
  const histories: History[] = await Promise.all(
    refs.map(async (ref) => {
      const account = await readAccount(ledger, ref);
      const entries = await entriesOf(ledger, ref);
      seen.saw(
        'a debt',
        entries.some(({ type, debt = 0 }) => type === 'out' && debt > 0),
      );
      return {
        account: ref.account,
        entries,
        lots: [...account.lots, ...heldLots(account)],
      };
    }),
  );
  return { agency, months: monthsUntilNow(), histories, sales, monthOf, closed };
};
