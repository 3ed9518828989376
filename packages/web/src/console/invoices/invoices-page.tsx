import { useSignal } from '@preact/signals';
import { type AgencyInvoice, type InvoiceStatus, listAgencyInvoices } from '@scrip/client';
import { useLocation } from 'preact-iso';
import { Button } from '../../design/button.tsx';
import { SelectField } from '../../design/field.tsx';
import { Card, State, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { CsvButton, rowsOf } from '../../data/csv.tsx';
import { usePages } from '../../data/pages.ts';
import { Page } from '../../frame/page.tsx';
import { money } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { accountHref } from '../accounts/accounts-page.tsx';
import { useName } from '../accounts/name.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { invoiceRow } from '../account/record-rows.ts';
import { InvoiceTag } from '../../design/status-tags.tsx';
import { t } from '../texts.ts';
import { InvoiceDialog } from './invoice-dialog.tsx';
import { VoidDialog } from './void-dialog.tsx';
import { More } from '../../data/more.tsx';

const STATUSES = ['open', 'paid', 'void'] as const;

const Row = ({ invoice, edit, cancel }: { invoice: AgencyInvoice; edit: () => void; cancel: () => void }) => {
  const name = useName(invoice.account);
  return (
    <tr>
      <td>
        <When at={invoice.issuedAt} />
      </td>
      <td class="what">
        {invoice.description}
        <span class="block small muted mono">{invoice.number}</span>
      </td>
      <td>
        <a href={accountHref(invoice.account)}>{name}</a>
      </td>
      <td>
        <InvoiceTag status={invoice.status} />
      </td>
      <td data-label={t.value.invoices.due}>
        {invoice.dueAt === undefined ? '' : <When at={invoice.dueAt} />}
      </td>
      <td>
        {invoice.status === 'open' && (
          <span class="row">
            <Button small aria-label={t.value.invoices.editTitle(invoice.number)} onClick={edit}>
              {t.value.invoices.edit}
            </Button>
            <Button
              small
              look="danger-text"
              icon="close"
              aria-label={t.value.invoices.voidTitle(invoice.number)}
              onClick={cancel}
            >
              {t.value.invoices.cancel}
            </Button>
          </span>
        )}
      </td>
      <td class="amount main strong">
        {'money' in invoice.amount
          ? money(invoice.amount.money)
          : common.value.credits(invoice.amount.credits)}
      </td>
      <td class="line-break" aria-hidden="true" />
    </tr>
  );
};

export const InvoicesPage = () => {
  const { query, route } = useLocation();
  const status = useSignal<InvoiceStatus | 'all'>('all');
  const editing = useSignal<AgencyInvoice | undefined>(undefined);
  const voiding = useSignal<AgencyInvoice | undefined>(undefined);
  const { value: wanted } = status;
  const invoices = usePages(['agency-invoices', wanted], (cursor, signal) =>
    client.call(
      listAgencyInvoices,
      { query: { cursor, limit: 50, status: wanted === 'all' ? undefined : wanted } },
      { signal },
    ),
  );
  const newFor = query['new'];
  return (
    <Page
      title={t.value.invoices.title}
      actions={
        <>
          <CsvButton
            name={t.value.invoices.title}
            rows={() => rowsOf(client.list(listAgencyInvoices, { query: { limit: 100 } }), invoiceRow)}
          />
          <a class="button primary" href={`${href('/invoices')}?new=`}>
            {t.value.invoices.new}
          </a>
        </>
      }
    >
      <Card>
        <div class="filters">
          <SelectField
            label={t.value.invoices.status}
            hideLabel
            value={wanted}
            options={[
              ['all' as const, t.value.invoices.everyStatus],
              ...STATUSES.map((one) => [one, common.value.invoice[one]] as const),
            ]}
            onChange={(chosen) => (status.value = chosen)}
          />
        </div>
        <Answer of={invoices} what={t.value.invoices.what}>
          {(items) =>
            items.length === 0 ? (
              <State icon="file" title={t.value.invoices.none} />
            ) : (
              <table class="table folds">
                <thead>
                  <tr>
                    <th scope="col">{t.value.invoices.issued}</th>
                    <th scope="col">{t.value.invoices.description}</th>
                    <th scope="col">{t.value.invoices.account}</th>
                    <th scope="col">{t.value.invoices.status}</th>
                    <th scope="col">{t.value.invoices.due}</th>
                    <th scope="col">
                      <span class="sr">{t.value.invoices.actions}</span>
                    </th>
                    <th scope="col" class="amount">
                      {t.value.invoices.amount}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((invoice) => (
                    <Row
                      key={invoice.id}
                      invoice={invoice}
                      edit={() => (editing.value = invoice)}
                      cancel={() => (voiding.value = invoice)}
                    />
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
        {invoices.hasMore && (
          <footer>
            <More of={invoices} />
          </footer>
        )}
      </Card>
      {newFor !== undefined && <InvoiceDialog account={newFor} close={() => route(href('/invoices'))} />}
      {editing.value && <InvoiceDialog invoice={editing.value} close={() => (editing.value = undefined)} />}
      {voiding.value && <VoidDialog invoice={voiding.value} close={() => (voiding.value = undefined)} />}
    </Page>
  );
};
