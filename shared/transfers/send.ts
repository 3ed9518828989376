import { settingsFrom } from '../agency/settings.ts';
import { takeAttempt, whyNotTry, type TooMany } from '../account/attempts.ts';
import type { MovedOnce } from '../account/spend.ts';
import { canonicalHash } from '../kernel/canonical.ts';
import { operationId, type AccountId, type AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { lineOf } from '../ledger/entry-line.ts';
import type { RefusalOf } from '../ledger/command.ts';
import { earlierRecord } from '../ledger/earlier-record.ts';
import { heirIn } from '../ledger/merged.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { KeyReused } from '../ledger/once.ts';
import type { Busy, Decision, Done, Operation } from '../ledger/run.ts';
import type { Payer } from '../spenders/spender.ts';
import { runUnderBudget, type BudgetRefusal } from '../spenders/under-budget.ts';
import type { Guarded } from '../table/guarded.ts';
import { entryItem } from '../table/items/entry.ts';
import { profileItem } from '../table/items/profile.ts';
import { transferItem } from '../table/items/transfer.ts';
import { accountKey, attemptsKey, entryKey, profileKey, settingsKey, transferKey } from '../table/keys.ts';
import { decode } from '../table/table.ts';
import { transferWrite } from './record.ts';
import { isKnown, recipientKeys, recipientOf, type Recipient } from './recipient.ts';

/** What is sent to whom. The recipient reads the note, and the sender's name if there is a profile. */
export type TransferRequest = { to: Recipient; amount: number; note?: string | undefined };

/** Whose credits are sent, and who asks for it. */
export type Sender = Pick<Payer, 'spender' | 'approved'> & {
  ref: AccountRef;
  side: 'customer' | 'agency';
  /** What else is written with it. @param now milliseconds since the epoch */
  besides?: (sent: MovedOnce, now: number) => readonly Guarded[];
};

export type TransferRefusal =
  | KeyReused
  | TooMany
  | { code: 'not_found' | 'transfers_disabled' | 'recipient_not_found' | 'recipient_full' };

/**
 * Sends credits to another account of the agency, once, where the agency allows it: both accounts, both entries and the
 * record in one transaction. Class, expiry and origin go along. A customer may try only so many names that there are not. The
 * record's id follows from the Idempotency-Key.
 */
export const sendCredits = async (
  ledger: Ledger,
  sender: Sender,
  input: TransferRequest,
  idempotencyKey: string,
): Promise<Result<Done<MovedOnce>, TransferRefusal | BudgetRefusal | RefusalOf<'debit'> | Busy>> => {
  const { ref, spender, approved } = sender;
  const to = await recipientOf(ledger.table, ref.agency, input.to);
  const sent = await runUnderBudget(
    ledger,
    { ...ref, spender, approved },
    { kind: 'transfer', key: idempotencyKey, ...input },
    sending(sender, input, to === ref.account ? undefined : to, idempotencyKey),
  );
  if (sent.ok) return sent;
  const { error } = sent;
  if (error.code === 'recipient_not_found' && sender.side === 'customer')
    return await takeAttempt(ledger, ref, 'recipients', error);
  // The sender learns no more of the recipient's account.
  return err(
    error.code === 'balance_limit' || error.code === 'lot_limit' ? { code: 'recipient_full' } : error,
  );
};

const sending = (
  { ref, side, besides = () => [] }: Sender,
  input: TransferRequest,
  to: AccountId | undefined,
  idempotencyKey: string,
): Operation<MovedOnce, TransferRefusal, 'debit' | 'receive'> => {
  const { agency, account } = ref;
  const idOf = (of: AccountRef): string => operationId('tr', of, side, idempotencyKey);
  const id = idOf(ref);
  const inputHash = canonicalHash(input);
  const earlier = earlierRecord(ref, (of) => transferKey(agency, idOf(of)), transferItem);
  return {
    keys: [
      transferKey(agency, id),
      settingsKey(agency),
      accountKey(ref),
      profileKey(ref),
      ...(side === 'customer' ? [attemptsKey(ref, 'recipients')] : []),
      ...(to === undefined ? [] : recipientKeys(agency, to)),
    ],
    linked: (read) => {
      const record = earlier.foundIn(read);
      return [...earlier.keysIn(read), ...(record ? [entryKey(record, record.sent)] : [])];
    },
    earlier: (read) => {
      const record = earlier.foundIn(read);
      if (!record) return undefined;
      if (record.inputHash !== inputHash) return err({ code: 'idempotency_key_reused' });
      return ok({ id: record.id, entry: lineOf(decode(entryItem, read(entryKey(record, record.sent)))) });
    },
    decide: (read, now): Result<Decision<MovedOnce, 'debit' | 'receive'>, TransferRefusal> => {
      const settings = settingsFrom(read, agency);
      if (!settings) return err({ code: 'not_found' });
      if (!settings.transfers) return err({ code: 'transfers_disabled' });
      const wait = side === 'customer' ? whyNotTry(read, ref, 'recipients', now) : undefined;
      if (wait) return err(wait);
      const isOther = to !== undefined && heirIn(read, { agency, account: to }).account !== account;
      if (!isOther || !isKnown(read, agency, to)) return err({ code: 'recipient_not_found' });
      const { amount, note } = input;
      const reason = { kind: 'transfer', reference: id, ...(note !== undefined && { note }) } as const;
      const label = 'account' in input.to ? input.to.account : input.to.externalId;
      const name = decode(profileItem, read(profileKey(ref)))?.name;
      return ok({
        account: ref,
        commands: [
          { type: 'debit', ...reason, label, amount, ...(!settings.transfers.promo && { class: 'paid' }) },
        ],
        onward: {
          account: { agency, account: to },
          passesOn: true,
          commands: ([out]) => [
            {
              type: 'receive',
              ...reason,
              ...(name !== undefined && { label: name }),
              from: account,
              lots: out?.lots ?? [],
            },
          ],
        },
        conclude: ([out], [into]) => {
          const outcome = { id, entry: lineOf(out) };
          const record = transferWrite({ id, agency, account, to, inputHash }, out, into);
          return { outcome, writes: [record, ...besides(outcome, now)] };
        },
      });
    },
  };
};
