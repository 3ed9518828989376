import { listReceipts, type Receipt } from '@scrip/client';
import { Card, State, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { usePages } from '../../data/pages.ts';
import { Page } from '../../frame/page.tsx';
import { money } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { ReceiptTag } from '../../design/status-tags.tsx';
import { t } from '../texts.ts';
import { More } from '../../data/more.tsx';

const Row = ({ receipt }: { receipt: Receipt }) => (
  <tr>
    <td>{receipt.paidAt === undefined ? '' : <When at={receipt.paidAt} />}</td>
    <td class="what">
      <a class="row-link" href={href(`/receipts/${encodeURIComponent(receipt.id)}`)}>
        {common.value.credits(receipt.credits)}
      </a>
    </td>
    <td>{common.value.providers[receipt.provider]}</td>
    <td class="mono hide-small">{receipt.id}</td>
    <td>
      <ReceiptTag status={receipt.status} />
    </td>
    <td class="amount main strong">{money(receipt.price)}</td>
    <td class="line-break" aria-hidden="true" />
  </tr>
);

export const ReceiptsPage = () => {
  const receipts = usePages(['receipts'], (cursor, signal) =>
    client.call(listReceipts, { query: { cursor, limit: 25 } }, { signal }),
  );
  return (
    <Page title={t.value.receipts.title} lead={t.value.receipts.lead}>
      <Card
        {...(receipts.hasMore && {
          footer: <More of={receipts} />,
        })}
      >
        <Answer of={receipts} what={t.value.receipts.what}>
          {(items) =>
            items.length === 0 ? (
              <State
                icon="file"
                title={t.value.receipts.none}
                actions={
                  <a class="button primary" href={href('/buy')}>
                    {t.value.buy.button}
                  </a>
                }
              />
            ) : (
              <table class="table folds">
                <thead>
                  <tr>
                    <th scope="col">{t.value.history.date}</th>
                    <th scope="col">{t.value.buy.credits}</th>
                    <th scope="col">{t.value.receipts.paidWith}</th>
                    <th scope="col">{t.value.receipts.number}</th>
                    <th scope="col">{t.value.requests.status}</th>
                    <th scope="col" class="amount">
                      {t.value.buy.price}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((receipt) => (
                    <Row key={receipt.id} receipt={receipt} />
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
      </Card>
    </Page>
  );
};
