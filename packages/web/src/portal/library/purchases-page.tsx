import { useSignal } from '@preact/signals';
import { listPurchases, type Purchase, refundPurchase } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Card, Pairs, State, Tag, When } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { Answer } from '../../data/answer.tsx';
import { useDeed } from '../../data/deed.ts';
import { usePages } from '../../data/pages.ts';
import { creditsMoved, valueOf } from '../../data/query.ts';
import { Page } from '../../frame/page.tsx';
import { number, signed } from '../../language/format.ts';
import { problemText } from '../../language/problem.ts';
import { common } from '../../language/texts.ts';
import { creditsIn } from '../../restricted/names.ts';
import { restrictedTexts } from '../../restricted/texts.ts';
import { client, useAccount } from '../client.ts';
import { RestrictedPart } from '../restricted-part.tsx';
import { t } from '../texts.ts';
import { LibraryTabs } from './library-tabs.tsx';
import { More } from '../../data/more.tsx';
import { Refusal } from '../../data/refusal.tsx';

const RefundDialog = ({ purchase, close }: { purchase: Purchase; close: () => void }) => {
  const params = { purchaseId: purchase.id };
  const account = useAccount();
  const preview = useQuery({
    queryKey: ['refund-preview', purchase.id],
    queryFn: ({ signal }) => valueOf(client.dryRun(refundPurchase, { params }, { signal })),
  });
  const refund = useDeed(
    () => `refund:${purchase.id}`,
    () => client.call(refundPurchase, { params }),
  );
  const press = async (): Promise<void> => {
    if (!(await refund.run())) return;
    creditsMoved();
    close();
    toast(t.value.purchases.refunded(purchase.credits));
  };
  return (
    <Dialog title={t.value.purchases.refundTitle(purchase.productName)} onClose={close} busy={refund.busy}>
      <p class="second">{t.value.purchases.refundBody}</p>
      <Answer of={preview} what={t.value.purchases.whatRefund}>
        {({ available }) => (
          <Pairs
            well
            lines={[
              account.data?.widget.visible === true && {
                label: t.value.pay.now,
                value: number(account.data.available),
              },
              { label: t.value.purchases.back, value: signed('in', purchase.credits), tone: 'in' },
              purchase.restricted && {
                label: restrictedTexts().title,
                value: signed('in', creditsIn(purchase.restricted)),
                tone: 'in',
              },
              account.data?.widget.visible === true && { label: t.value.pay.after, value: number(available) },
            ]}
          />
        )}
      </Answer>
      <Refusal of={refund.failure} />
      <footer>
        <Button disabled={refund.busy} onClick={close}>
          {common.value.cancel}
        </Button>
        <Button look="primary" busy={refund.busy} disabled={!preview.data} onClick={() => void press()}>
          {t.value.purchases.refundFor(common.value.credits(purchase.credits))}
        </Button>
      </footer>
    </Dialog>
  );
};

const Row = ({ purchase, ask }: { purchase: Purchase; ask: () => void }) => (
  <tr>
    <td>
      <When at={purchase.at} />
    </td>
    <td class="what">
      {purchase.productName}
      <span class="block small muted">{purchase.variantName}</span>
      {purchase.restricted && <RestrictedPart restricted={purchase.restricted} amount={purchase.credits} />}
    </td>
    <td>
      {purchase.status === 'refunded' ? (
        <Tag icon="check">{common.value.purchase.refunded}</Tag>
      ) : purchase.refund?.allowed === true ? (
        <Button small onClick={ask}>
          {t.value.purchases.refund}
        </Button>
      ) : (
        <span class="muted">{purchase.refund?.reasons.map(problemText).join(' ')}</span>
      )}
    </td>
    <td class="amount main strong">{number(purchase.credits)}</td>
    <td class="line-break" aria-hidden="true" />
  </tr>
);

export const PurchasesPage = () => {
  const asked = useSignal<Purchase | undefined>(undefined);
  const purchases = usePages(['purchases'], (cursor, signal) =>
    client.call(listPurchases, { query: { cursor, limit: 25 } }, { signal }),
  );
  return (
    <Page title={t.value.library.title}>
      <LibraryTabs />
      <Card
        {...(purchases.hasMore && {
          footer: <More of={purchases} />,
        })}
      >
        <Answer of={purchases} what={t.value.purchases.what}>
          {(items) =>
            items.length === 0 ? (
              <State icon="box" title={t.value.purchases.none} />
            ) : (
              <table class="table folds">
                <thead>
                  <tr>
                    <th scope="col">{t.value.history.date}</th>
                    <th scope="col">{t.value.store.product}</th>
                    <th scope="col">{t.value.purchases.refund}</th>
                    <th scope="col" class="amount">
                      {t.value.buy.credits}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((purchase) => (
                    <Row key={purchase.id} purchase={purchase} ask={() => (asked.value = purchase)} />
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
      </Card>
      {asked.value && <RefundDialog purchase={asked.value} close={() => (asked.value = undefined)} />}
    </Page>
  );
};
