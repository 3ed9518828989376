import { type Invoice, listInvoices } from '@scrip/client';
import { Card, State, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { usePages } from '../../data/pages.ts';
import { Page } from '../../frame/page.tsx';
import { money } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { InvoiceTag } from '../../design/status-tags.tsx';
import { t } from '../texts.ts';
import { More } from '../../data/more.tsx';

/** The amount as issued: credits or money. */
export const issuedAmount = ({ amount }: Pick<Invoice, 'amount'>): string =>
  'money' in amount ? money(amount.money) : common.value.credits(amount.credits);

const Row = ({ invoice }: { invoice: Invoice }) => (
  <tr>
    <td>
      <When at={invoice.issuedAt} />
    </td>
    <td class="what">
      <a class="row-link" href={href(`/invoices/${invoice.id}`)}>
        {invoice.description}
      </a>
    </td>
    <td class="mono">{invoice.number}</td>
    <td>
      <InvoiceTag status={invoice.status} />
    </td>
    <td data-label={t.value.invoices.due}>
      {invoice.dueAt === undefined ? '' : <When at={invoice.dueAt} />}
    </td>
    <td class="amount main strong">{issuedAmount(invoice)}</td>
    <td class="line-break" aria-hidden="true" />
  </tr>
);

export const InvoicesPage = () => {
  const invoices = usePages(['invoices'], (cursor, signal) =>
    client.call(listInvoices, { query: { cursor, limit: 25 } }, { signal }),
  );
  return (
    <Page title={t.value.invoices.title}>
      <Card
        {...(invoices.hasMore && {
          footer: <More of={invoices} />,
        })}
      >
        <Answer of={invoices} what={t.value.invoices.what}>
          {(items) =>
            items.length === 0 ? (
              <State icon="file" title={t.value.invoices.none} />
            ) : (
              <table class="table folds">
                <thead>
                  <tr>
                    <th scope="col">{t.value.history.date}</th>
                    <th scope="col">{t.value.invoices.for}</th>
                    <th scope="col">{t.value.invoices.number}</th>
                    <th scope="col">{t.value.requests.status}</th>
                    <th scope="col">{t.value.invoices.due}</th>
                    <th scope="col" class="amount">
                      {t.value.history.amount}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((invoice) => (
                    <Row key={invoice.id} invoice={invoice} />
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
