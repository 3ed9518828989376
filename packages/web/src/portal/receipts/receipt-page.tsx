import { getCheckout, getReceipt, type Receipt } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Button } from '../../design/button.tsx';
import { Card, Notice, Pairs, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { brand } from '../../frame/brand.ts';
import { Page } from '../../frame/page.tsx';
import { money } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { restrictedIn, type Sold } from '../../restricted/things.ts';
import { checkoutKey } from '../buy/open-checkout.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { RestrictedPart } from '../restricted-part.tsx';
import { ReceiptTag } from '../../design/status-tags.tsx';
import { returnTexts } from '../buy/return-texts.ts';
import { t } from '../texts.ts';

/** @param sold what was paid for, once that is known */
const Details = ({ receipt, sold }: { receipt: Receipt; sold: Sold | undefined }) => (
  <Card>
    <div class="body">
      <Pairs
        lines={[
          { label: t.value.receipts.seller, value: brand.value?.name },
          { label: t.value.receipts.number, value: <span class="mono">{receipt.id}</span> },
          { label: t.value.receipts.payment, value: <span class="mono">{receipt.paymentId}</span> },
          { label: t.value.receipts.paidWith, value: common.value.providers[receipt.provider] },
          receipt.paidAt !== undefined && {
            label: t.value.receipts.paidAt,
            value: <When at={receipt.paidAt} withTime />,
          },
          receipt.creditedAt !== undefined && {
            label: t.value.receipts.creditedAt,
            value: <When at={receipt.creditedAt} withTime />,
          },
          {
            label: t.value.buy.credits,
            value: (
              <>
                {common.value.credits(receipt.credits)}
                {sold && receipt.credits > 0 && (
                  <RestrictedPart restricted={restrictedIn(sold)} amount={receipt.credits} />
                )}
              </>
            ),
          },
          { label: t.value.buy.price, value: money(receipt.price), total: true },
        ]}
      />
    </div>
  </Card>
);

const Returned = ({ receipt: { refunds, disputes } }: { receipt: Receipt }) => (
  <>
    {refunds.length > 0 && (
      <Card title={t.value.receipts.refunds} plain>
        <div class="body">
          <Pairs
            lines={refunds.map(({ at, money: amount, status }) => ({
              label: (
                <>
                  <When at={at} />, {t.value.receipts.refund[status]}
                </>
              ),
              value: money(amount),
            }))}
          />
        </div>
      </Card>
    )}
    {disputes.length > 0 && (
      <Card title={t.value.receipts.disputes} plain>
        <div class="body">
          <Pairs
            lines={disputes.map(({ at, money: amount, status }) => ({
              label: (
                <>
                  <When at={at} />, {t.value.receipts.dispute[status]}
                </>
              ),
              value: money(amount),
            }))}
          />
        </div>
      </Card>
    )}
  </>
);

export const ReceiptPage = ({ id }: { id: string }) => {
  const receipt = useQuery({
    queryKey: ['receipt', id],
    queryFn: ({ signal }) => valueOf(client.call(getReceipt, { params: { receiptId: id } }, { signal })),
  });
  const checkoutId = receipt.data?.checkoutId;
  const checkout = useQuery({
    queryKey: checkoutKey(checkoutId),
    enabled: checkoutId !== undefined,
    queryFn: ({ signal }) =>
      valueOf(client.call(getCheckout, { params: { checkoutId: checkoutId ?? '' } }, { signal })),
  });
  return (
    <Page
      title={t.value.receipts.one}
      back={{ href: href('/receipts'), text: t.value.receipts.title }}
      lead={receipt.data && <ReceiptTag status={receipt.data.status} />}
      actions={
        receipt.data && (
          <Button icon="print" onClick={() => print()}>
            {common.value.print}
          </Button>
        )
      }
    >
      <Answer of={receipt} what={t.value.receipts.whatOne}>
        {(data) => (
          <div class="stack">
            {data.status === 'under_review' && (
              <Notice tone="low">{returnTexts().reviewHelp(data.id)}</Notice>
            )}
            <Details receipt={data} sold={checkout.data} />
            <Returned receipt={data} />
          </div>
        )}
      </Answer>
    </Page>
  );
};
