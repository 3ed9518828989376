import { listPromoCodeRedemptions, type PromoBatch, withdrawPromoCodes } from '@scrip/client';
import { useSignal } from '@preact/signals';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Notice, State, When } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { Answer } from '../../data/answer.tsx';
import { CsvButton, rowsOf } from '../../data/csv.tsx';
import { useDeed } from '../../data/deed.ts';
import { usePages } from '../../data/pages.ts';
import { queryClient } from '../../data/query.ts';
import { number } from '../../language/format.ts';
import { problemIn } from '../form/problem.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { accountHref } from '../accounts/accounts-page.tsx';
import { t } from '../texts.ts';
import { More } from '../../data/more.tsx';

const Withdraw = ({ batch, close }: { batch: PromoBatch; close: () => void }) => {
  const isAsking = useSignal(false);
  const withdraw = useDeed(
    () => `withdraw-codes:${batch.id}`,
    () => client.call(withdrawPromoCodes, { params: { batchId: batch.id } }),
    async () => {
      await queryClient.invalidateQueries({ queryKey: ['promo-codes'] });
      toast(t.value.codes.withdrawn);
      close();
    },
  );
  if (!isAsking.value)
    return (
      <Button look="danger-text" onClick={() => (isAsking.value = true)}>
        {t.value.codes.withdraw}
      </Button>
    );
  return (
    <Notice tone="low" live>
      <p>{t.value.codes.withdrawBody}</p>
      {withdraw.failure && <p class="zero">{problemIn(withdraw.failure)}</p>}
      <p class="actions">
        <Button small onClick={() => (isAsking.value = false)}>
          {common.value.cancel}
        </Button>
        <Button small look="danger" busy={withdraw.busy} onClick={() => void withdraw.run()}>
          {t.value.codes.withdraw}
        </Button>
      </p>
    </Notice>
  );
};

const allRedemptions = (batchId: string) =>
  rowsOf(client.list(listPromoCodeRedemptions, { params: { batchId }, query: { limit: 100 } }), (one) => ({
    ...one,
  }));

/** One batch of codes: who redeemed them, and how to withdraw them. */
export const BatchDialog = ({ batch, close }: { batch: PromoBatch; close: () => void }) => {
  const redemptions = usePages(['promo-code-redemptions', batch.id], (cursor, signal) =>
    client.call(
      listPromoCodeRedemptions,
      { params: { batchId: batch.id }, query: { cursor, limit: 25 } },
      { signal },
    ),
  );
  return (
    <Dialog title={batch.name} onClose={close} wide>
      <h3>{t.value.codes.redemptions}</h3>
      <Answer of={redemptions} what={t.value.codes.redemptions}>
        {(items) =>
          items.length === 0 ? (
            <State title={t.value.codes.noRedemptions} level={3} />
          ) : (
            <table class="table folds">
              <thead>
                <tr>
                  <th scope="col">{t.value.codes.date}</th>
                  <th scope="col">{t.value.codes.account}</th>
                  <th scope="col">{t.value.codes.code}</th>
                  <th scope="col" class="amount">
                    {t.value.codes.credits}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ account, at, hint, credits, entry }) => (
                  <tr key={`${account}-${entry}`}>
                    <td>
                      <When at={at} withTime />
                    </td>
                    <td class="what">
                      <a href={accountHref(account)}>{account}</a>
                    </td>
                    <td class="mono">…{hint}</td>
                    <td class="amount main">{number(credits)}</td>
                    <td class="line-break" aria-hidden="true" />
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      <div class="row between wrap">
        <div class="actions">
          <CsvButton name={batch.name} rows={() => allRedemptions(batch.id)} />
          <More of={redemptions} />
        </div>
        {batch.status === 'active' && <Withdraw batch={batch} close={close} />}
      </div>
    </Dialog>
  );
};
