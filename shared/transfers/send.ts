import { settingsFrom } from '../agency/settings.ts';
import type { MovedOnce } from '../account/spend.ts';
import { canonicalHash } from '../kernel/canonical.ts';
import { operationId, type AccountId, type AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { RefusalOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { KeyReused } from '../ledger/once.ts';
import type { Busy, Decision, Done, Operation } from '../ledger/run.ts';
import type { Payer } from '../spenders/spender.ts';
import { runUnderBudget, type BudgetRefusal } from '../spenders/under-budget.ts';
import type { Guarded } from '../table/guarded.ts';
import { entryItem, entryLine, entryPlace } from '../table/items/entry.ts';
import { lotsToStore } from '../table/items/lot.ts';
import { profileItem } from '../table/items/profile.ts';
import { transferItem, type Transfer } from '../table/items/transfer.ts';
import {
  accountKey,
  entryKey,
  profileKey,
  settingsKey,
  transferKey,
  transferListKey,
} from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
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
  | { code: 'not_found' | 'transfers_disabled' | 'recipient_not_found' | 'recipient_full' };

/**
 * Sends credits to another account of the agency, once, where the agency allows it: both accounts, both entries and the
 * record in one transaction. Class, expiry and origin go along. The record's id follows from the Idempotency-Key.
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
  const id = operationId('tr', ref, side, idempotencyKey);
  const key = transferKey(agency, id);
  const inputHash = canonicalHash(input);
  const recordIn = (read: Read) => decode(transferItem, read(key));
  return {
    keys: [
      key,
      settingsKey(agency),
      accountKey(ref),
      profileKey(ref),
      ...(to === undefined ? [] : recipientKeys(agency, to)),
    ],
    linked: (read) => {
      const record = recordIn(read);
      return record ? [entryKey(ref, record.sent)] : [];
    },
    earlier: (read) => {
      const record = recordIn(read);
      if (!record) return undefined;
      if (record.inputHash !== inputHash) return err({ code: 'idempotency_key_reused' });
      return ok({ id, entry: entryLine.parse(decode(entryItem, read(entryKey(ref, record.sent)))) });
    },
    decide: (read, now): Result<Decision<MovedOnce, 'debit' | 'receive'>, TransferRefusal> => {
      const settings = settingsFrom(read, agency);
      if (!settings) return err({ code: 'not_found' });
      if (!settings.transfers) return err({ code: 'transfers_disabled' });
      if (to === undefined || !isKnown(read, agency, to)) return err({ code: 'recipient_not_found' });
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
          const { at, lots, ...sent } = entryItem.parse(out);
          const record: Transfer = {
            id,
            agency,
            account,
            to,
            version: 0,
            at,
            amount,
            lots,
            sent: { number: sent.number, at },
            received: entryPlace.parse(into),
            inputHash,
          };
          const outcome = { id, entry: entryLine.parse(out) };
          return { outcome, writes: [transferWrite(record), ...besides(outcome, now)] };
        },
      });
    },
  };
};

const transferWrite = (transfer: Transfer): Guarded => ({
  key: transferKey(transfer.agency, transfer.id),
  list: transferListKey(transfer, transfer),
  schema: transferItem,
  item: { ...transfer, lots: lotsToStore(transfer.lots) },
  version: transfer.version,
});
