import { useSignal } from '@preact/signals';
import { createSpendRefund, type Entry, listAccountEntries } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { Notice, State, When } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { Answer } from '../../data/answer.tsx';
import { columns, CsvButton, rowsOf } from '../../data/csv.tsx';
import { useDeed } from '../../data/deed.ts';
import { usePages } from '../../data/pages.ts';
import { creditsMoved } from '../../data/query.ts';
import { wholeFrom1 } from '../../language/whole.ts';
import { number, signed } from '../../language/format.ts';
import { UsedUnits } from '../../usage/used-units.tsx';
import { RestrictedLine } from '../../restricted/line.tsx';
import { restrictedCell } from '../../restricted/names.ts';
import type { Things } from '../../restricted/things.ts';
import { problemIn } from '../form/problem.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { useThings } from '../things.ts';
import { More } from '../../data/more.tsx';

const RefundDialog = ({
  accountId,
  entry,
  close,
}: {
  accountId: string;
  entry: Entry;
  close: () => void;
}) => {
  const text = useSignal(String(entry.amount));
  const reason = useSignal('');
  const amount = wholeFrom1(text.value);
  const refund = useDeed(
    (credits: number, why: string) => `spend-refund:${accountId}:${entry.number}:${credits}:${why}`,
    (idempotencyKey, credits: number, why: string) =>
      client.call(
        createSpendRefund,
        {
          params: { accountId },
          body: { entry: entry.number, at: entry.at, amount: credits, ...(why !== '' && { reason: why }) },
        },
        { idempotencyKey },
      ),
  );
  const press = async (): Promise<void> => {
    if (amount === undefined || !(await refund.run(amount, reason.value.trim()))) return;
    creditsMoved();
    close();
    toast(t.value.accounts.refunded(common.value.credits(amount)));
  };
  return (
    <Dialog title={t.value.accounts.refundTitle(entry.reference)} onClose={close} busy={refund.busy}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void press();
        }}
      >
        <TextField
          label={t.value.accounts.credits}
          value={text.value}
          inputMode="numeric"
          inputClass="number"
          onInput={(value) => (text.value = value)}
          fault={amount === undefined ? t.value.accounts.wholeNumber : undefined}
        />
        <TextField
          label={t.value.accounts.reason}
          help={t.value.accounts.customerReads}
          optional
          value={reason.value}
          maxLength={200}
          onInput={(value) => (reason.value = value)}
        />
        {refund.failure && (
          <Notice tone="zero" live>
            {refund.failure.code === 'refund_exceeds_spend' && 'refundable' in refund.failure
              ? t.value.accounts.refundable(common.value.credits(refund.failure.refundable))
              : problemIn(refund.failure)}
          </Notice>
        )}
        <footer>
          <Button disabled={refund.busy} onClick={close}>
            {common.value.cancel}
          </Button>
          <Button look="primary" type="submit" busy={refund.busy} disabled={amount === undefined}>
            {t.value.accounts.refundDeed(common.value.credits(amount ?? 0))}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};

const movement = columns('at', 'type', 'kind', 'reference', 'label', 'note', 'amount', 'balance');
const used = columns('meter', 'quantity');

const allEntries = (accountId: string) =>
  rowsOf(
    client.list(listAccountEntries, { params: { accountId }, query: { limit: 100, order: 'oldest' } }),
    (entry) => ({
      entry: entry.number,
      ...movement(entry),
      restricted: restrictedCell(entry.restricted),
      ...used(entry),
    }),
  );

const Row = ({
  accountId,
  entry,
  things,
  refund,
}: {
  accountId: string;
  entry: Entry;
  things: Things | undefined;
  refund: () => void;
}) => (
  <tr>
    <td>
      <When at={entry.at} withTime />
    </td>
    <td class="what">
      {common.value.entryKind[entry.kind]}
      {entry.label !== undefined && `: ${entry.label}`}
      <span class="small muted shortened" title={entry.reference}>
        #{entry.number} ·{' '}
        {entry.kind === 'service' ? (
          <a href={`${href('/orders')}?account=${encodeURIComponent(accountId)}`}>{entry.reference}</a>
        ) : (
          entry.reference
        )}
      </span>
      <UsedUnits entry={entry} />
      {entry.note !== undefined && <span class="block small muted">{entry.note}</span>}
      <RestrictedLine restricted={entry.restricted} amount={entry.amount} things={things} />
    </td>
    <td>
      {entry.kind === 'spend' && (
        <Button small onClick={refund}>
          {t.value.accounts.refund}
        </Button>
      )}
    </td>
    <td class={`amount main strong ${entry.type === 'in' ? 'in' : ''}`}>
      {signed(entry.type, entry.amount)}
    </td>
    <td class="amount last">{number(entry.balance)}</td>
    <td class="line-break" aria-hidden="true" />
  </tr>
);

/** The whole history of an account, newest first. */
export const AccountHistory = ({ accountId }: { accountId: string }) => {
  const refunding = useSignal<Entry | undefined>(undefined);
  const entries = usePages(['account-entries', accountId], (cursor, signal) =>
    client.call(listAccountEntries, { params: { accountId }, query: { cursor, limit: 25 } }, { signal }),
  );
  const things = useThings(entries.data?.some(({ restricted }) => restricted !== undefined) === true);
  return (
    <>
      <Answer of={entries} what={t.value.accounts.lists.history}>
        {(items) =>
          items.length === 0 ? (
            <State icon="history" title={t.value.accounts.noEntries} level={3} />
          ) : (
            <table class="table folds">
              <thead>
                <tr>
                  <th scope="col">{t.value.accounts.date}</th>
                  <th scope="col">{t.value.accounts.whatHappened}</th>
                  <th scope="col">
                    <span class="sr">{t.value.accounts.refund}</span>
                  </th>
                  <th scope="col" class="amount">
                    {t.value.accounts.amount}
                  </th>
                  <th scope="col" class="amount">
                    {t.value.accounts.balance}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((entry) => (
                  <Row
                    key={entry.number}
                    accountId={accountId}
                    entry={entry}
                    things={things}
                    refund={() => (refunding.value = entry)}
                  />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      <footer>
        <CsvButton
          name={`${accountId}-${t.value.accounts.lists.history}`}
          rows={() => allEntries(accountId)}
        />
        <More of={entries} />
      </footer>
      {refunding.value && (
        <RefundDialog
          accountId={accountId}
          entry={refunding.value}
          close={() => (refunding.value = undefined)}
        />
      )}
    </>
  );
};
