import { dueOf, invoiceWrite, whyNotSettle } from '../../shared/store/invoice.ts';
import { settingsFrom } from '../../shared/agency/settings.ts';
import { problem } from '../../shared/http/errors.ts';
import { refused } from '../../shared/http/refused.ts';
import { replayOf } from '../../shared/http/once-answer.ts';
import type { Handler, RequestOf, ResponseOf } from '../../shared/http/route.ts';
import type { invoiceRoutes } from '../../shared/http/routes/store/invoices.ts';
import { canonicalHash } from '../../shared/kernel/canonical.ts';
import { firstCharacters } from '../../shared/kernel/text.ts';
import { accountFrom } from '../../shared/ledger/account.ts';
import type { Command } from '../../shared/ledger/command.ts';
import { commit } from '../../shared/ledger/commit.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { withinDeadline } from '../../shared/ledger/pause.ts';
import { entryPlace } from '../../shared/table/items/entry.ts';
import { invoiceItem, type Invoice } from '../../shared/table/items/invoice.ts';
import { accountKey, invoiceKey, settingsKey } from '../../shared/table/keys.ts';
import { readOne, readTogether } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';
import { paymentViewOf } from './invoice-view.ts';

type PayInvoice = typeof invoiceRoutes.payInvoice;

/** The invoice is its own record of being paid: with the debit it stands or falls, and it can't be paid twice. */
export const payInvoice =
  (ledger: Ledger): Handler<PayInvoice> =>
  async (request) =>
    (await withinDeadline(ledger, (left) => attempt(left, request))) ?? problem('busy');

/** @returns undefined where the invoice was changed meanwhile */
const attempt = async (
  ledger: Ledger,
  { caller, params: { invoiceId }, body, idempotencyKey }: RequestOf<PayInvoice>,
): Promise<ResponseOf<PayInvoice> | undefined> => {
  const key = invoiceKey(caller, invoiceId);
  const read = await readTogether(ledger.table, [accountKey(caller), settingsKey(caller.agency), key]);
  const settings = settingsFrom(read, caller.agency);
  const invoice = decode(invoiceItem, read(key));
  if (!settings || !invoice) return problem('not_found');

  const inputHash = canonicalHash([idempotencyKey, body]);
  if (invoice.payment?.inputHash === inputHash) return replayOf(paymentViewOf(invoice, invoice.payment));
  const due = dueOf(invoice, settings);
  const [reason] = whyNotSettle(invoice, settings, due);
  if (reason) return problem(reason);
  if (due?.credits !== body.credits)
    return problem('amount_differs', { extensions: { credits: due?.credits } });

  const paid = await commit(ledger, {
    account: accountFrom(caller, read(accountKey(caller))),
    commands: [debitFor(invoice, body.credits)],
    conclude: ({ entries }) => {
      const entry = entryPlace.parse(entries.at(-1));
      const payment = { credits: body.credits, at: entry.at, entry, inputHash };
      return { value: payment, writes: [invoiceWrite({ ...invoice, status: 'paid', payment })] };
    },
  });
  if (paid.ok) return { status: 201, body: paymentViewOf(invoice, paid.value) };
  switch (paid.error.code) {
    case 'conflict':
      return undefined;
    case 'busy':
      return problem('busy');
    case 'refused': {
      // The account was read at a moment of its own: its credits may have gone for this very invoice just before.
      if ((await readOne(ledger.table, key, invoiceItem))?.status !== 'open') return undefined;
      const { refusal } = paid.error;
      if (refusal.code !== 'insufficient_credits') return refused(refusal);
      const { available, shortfall } = refusal;
      return problem('amount_exceeds_balance', { extensions: { available, shortfall } });
    }
  }
};

/** As much of a description as an entry of 1 KB has room for, in characters of any script. */
const NOTE_LENGTH = 120;

const debitFor = ({ number, description }: Invoice, amount: number): Command => ({
  type: 'debit',
  kind: 'invoice',
  amount,
  reference: number,
  note: firstCharacters(description, NOTE_LENGTH),
});
