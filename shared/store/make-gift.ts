import { settingsFrom } from '../agency/settings.ts';
import { canonicalHash } from '../kernel/canonical.ts';
import { instant } from '../kernel/clock.ts';
import { DAY_MS } from '../kernel/durations.ts';
import { operationId, type AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { lineOf } from '../ledger/entry-line.ts';
import type { RefusalOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { earlierRecord } from '../ledger/earlier-record.ts';
import type { KeyReused } from '../ledger/once.ts';
import type { Busy, Decision, Done, Operation } from '../ledger/run.ts';
import type { Payer } from '../spenders/spender.ts';
import { runUnderBudget, type BudgetRefusal } from '../spenders/under-budget.ts';
import { entryItem, type EntryLine, entryPlace } from '../table/items/entry.ts';
import { giftItem, type Gift } from '../table/items/gift.ts';
import { profileItem } from '../table/items/profile.ts';
import { accountKey, entryKey, giftKey, profileKey, settingsKey, slotsKey } from '../table/keys.ts';
import { decode } from '../table/table.ts';
import { transferWrite } from '../transfers/record.ts';
import { giftCodeWrite, giftWrite, newGiftCode, waitingIn } from './gift.ts';
import { idsInSlots, takeSlot } from './slots.ts';

/** What is given. The recipient reads the note, and the giver's name if there is a profile. */
export type GiftRequest = { amount: number; note?: string | undefined; days: number };

/** A gift, and the entry of the giver. */
export type Given = { gift: Gift; entry: EntryLine };

export type GiftRefusal =
  | KeyReused
  | BudgetRefusal
  | { code: 'not_found' | 'transfers_disabled' | 'gift_limit' };

/**
 * Turns credits of a customer into a code, where the agency lets customers send credits. The credits go to an account of the
 * gift's own, as with any transfer. The gift's id follows from the Idempotency-Key: a repetition answers the same code.
 */
export const makeGift = (
  ledger: Ledger,
  payer: Payer,
  input: GiftRequest,
  idempotencyKey: string,
): Promise<Result<Done<Given>, GiftRefusal | RefusalOf<'debit' | 'receive'> | Busy>> => {
  const { agency, account, spender } = payer;
  const ref = { agency, account };
  const idOf = (of: AccountRef): string => operationId('gift', of, 'gift', idempotencyKey);
  const id = idOf(ref);
  const earlier = earlierRecord(ref, (of) => giftKey(agency, idOf(of)), giftItem);
  const inputHash = canonicalHash(input);
  const code = newGiftCode();
  const waiting = waitingIn({ agency, id });
  const giving: Operation<Given, GiftRefusal, 'debit' | 'receive'> = {
    keys: [
      giftKey(agency, id),
      settingsKey(agency),
      accountKey(ref),
      accountKey(waiting),
      profileKey(ref),
      slotsKey(ref, 'gifts'),
    ],
    linked: (read) => {
      const gift = earlier.foundIn(read);
      return [
        ...earlier.keysIn(read),
        ...(gift
          ? [entryKey(gift, gift.sent)]
          : idsInSlots(read, ref, 'gifts').map((other) => giftKey(agency, other))),
      ];
    },
    earlier: (read) => {
      const gift = earlier.foundIn(read);
      if (!gift) return undefined;
      if (gift.inputHash !== inputHash) return err({ code: 'idempotency_key_reused' });
      return ok({ gift, entry: lineOf(decode(entryItem, read(entryKey(gift, gift.sent)))) });
    },
    decide: (read, now): Result<Decision<Given, 'debit' | 'receive'>, GiftRefusal> => {
      const settings = settingsFrom(read, agency);
      if (!settings) return err({ code: 'not_found' });
      if (!settings.transfers) return err({ code: 'transfers_disabled' });
      const { amount, note, days } = input;
      const expiresAt = instant(now + days * DAY_MS);
      const slot = takeSlot(read, ref, 'gifts', {
        now,
        until: Date.parse(expiresAt),
        id,
        hasEnded: (other) => decode(giftItem, read(giftKey(agency, other)))?.ended !== undefined,
      });
      if (!slot.ok) return err({ code: 'gift_limit' });
      const texts = note === undefined ? {} : { note };
      const label = decode(profileItem, read(profileKey(ref)))?.name;
      const reason = { kind: 'gift', reference: id, ...texts } as const;
      return ok({
        account: ref,
        commands: [{ type: 'debit', ...reason, amount, ...(!settings.transfers.promo && { class: 'paid' }) }],
        onward: {
          account: waiting,
          commands: ([out]) => [
            { type: 'receive', kind: 'gift', reference: id, from: account, lots: out?.lots ?? [] },
          ],
        },
        conclude: ([out], [into]) => {
          const gift: Gift = {
            id,
            ...ref,
            version: 0,
            amount,
            createdAt: instant(now),
            expiresAt,
            code: code.shown,
            hash: code.hash,
            hint: code.hint,
            ...texts,
            ...(label !== undefined && { label }),
            ...(spender !== undefined && { spender }),
            sent: entryPlace.parse(out),
            inputHash,
          };
          return {
            outcome: { gift, entry: lineOf(out) },
            writes: [
              giftWrite(gift),
              giftCodeWrite(gift, 0, expiresAt),
              transferWrite({ id, ...ref, to: id, inputHash }, out, into),
              slot.value,
            ],
          };
        },
      });
    },
  };
  return runUnderBudget(ledger, payer, { kind: 'gift', key: idempotencyKey, ...input }, giving);
};
