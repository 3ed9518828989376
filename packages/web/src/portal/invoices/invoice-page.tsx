import { getInvoice, type Invoice, payInvoice } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { useRef } from 'preact/hooks';
import { spendTexts } from '../../budgets/refusal.ts';
import { Button } from '../../design/button.tsx';
import { Card, Notice, Pairs, State, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { useDeed } from '../../data/deed.ts';
import { creditsMoved, queryClient, valueOf } from '../../data/query.ts';
import { brand } from '../../frame/brand.ts';
import { useLostFocus } from '../../frame/lost-focus.ts';
import { Page } from '../../frame/page.tsx';
import { money, number } from '../../language/format.ts';
import { problemText } from '../../language/problem.ts';
import { common } from '../../language/texts.ts';
import { client, useAccount, useBalanceShown } from '../client.ts';
import { BeforeAndAfter, ExpiringUsed } from '../pay/bill.tsx';
import { NotCounted, NotCountedIn } from '../pay/not-counted.tsx';
import { BudgetNotice, useBudget } from '../pay/budget.tsx';
import { WaysOut } from '../pay/ways-out.tsx';
import { href } from '../paths.ts';
import { InvoiceTag } from '../../design/status-tags.tsx';
import { t } from '../texts.ts';
import { issuedAmount } from './invoices-page.tsx';

const Details = ({ invoice }: { invoice: Invoice }) => (
  <Card title={t.value.invoices.details} plain>
    <div class="body">
      <Pairs
        lines={[
          { label: t.value.invoices.number, value: <span class="mono">{invoice.number}</span> },
          { label: t.value.invoices.issued, value: <When at={invoice.issuedAt} /> },
          invoice.dueAt !== undefined && { label: t.value.invoices.due, value: <When at={invoice.dueAt} /> },
          { label: t.value.history.amount, value: issuedAmount(invoice) },
          invoice.rate !== undefined &&
            'money' in invoice.amount && {
              label: t.value.invoices.rate,
              value: t.value.invoices.rateIs(
                invoice.rate.credits,
                money({ amount: invoice.rate.amount, currency: invoice.amount.money.currency }),
              ),
            },
          invoice.credits !== null && {
            label: t.value.invoices.inCredits,
            value: common.value.credits(invoice.credits),
            total: true,
          },
        ]}
      />
    </div>
  </Card>
);

/** Why it can't be paid, by how much, and the ways out. */
const Refused = ({ invoice, available, debt }: { invoice: Invoice; available: number; debt: number }) => {
  const isShown = useBalanceShown();
  const short = (invoice.credits ?? 0) - available + debt;
  const isShort =
    invoice.credits !== null &&
    short > 0 &&
    invoice.pay.reasons.every(({ code }) => code === 'amount_exceeds_balance' || code === 'account_in_debt');
  return (
    <div class="stack">
      <Notice tone="zero">
        <strong>{isShort && isShown ? t.value.invoices.shortBy(short) : t.value.invoices.notPayable}</strong>{' '}
        {isShort && isShown && invoice.credits !== null
          ? t.value.invoices.costs(common.value.credits(invoice.credits), number(available))
          : invoice.pay.reasons.map(problemText).join(' ')}
      </Notice>
      {isShort && <NotCounted what={{}} />}
      {isShort && <WaysOut shortfall={short} what={{}} />}
      {!isShort && brand.value && <p class="help">{t.value.invoices.ask(brand.value.name)}</p>}
    </div>
  );
};

const Pay = ({ invoice }: { invoice: Invoice }) => {
  const account = useAccount();
  const credits = invoice.credits ?? 0;
  const agreed = useRef(credits);
  const params = { invoiceId: invoice.id };
  const preview = useQuery({
    queryKey: ['invoice-preview', invoice.id, credits],
    queryFn: ({ signal }) => valueOf(client.dryRun(payInvoice, { params, body: { credits } }, { signal })),
    enabled: invoice.pay.allowed,
  });
  const pay = useDeed(
    (price: number) => `invoice:${invoice.id}:${price}`,
    (_key, price: number) => client.call(payInvoice, { params, body: { credits: price } }),
  );
  const readAgain = () => queryClient.invalidateQueries({ queryKey: ['invoice', invoice.id] });
  const budget = useBudget(preview.error, pay.failure, () => {
    creditsMoved();
    void readAgain();
  });
  const press = async (): Promise<void> => {
    if (await pay.run(credits)) {
      creditsMoved();
      return;
    }
    await readAgain();
  };
  if (!account.data) return null;
  if (!invoice.pay.allowed)
    return <Refused invoice={invoice} available={account.data.available} debt={account.data.debt} />;
  return (
    <div class="stack">
      {credits !== agreed.current && (
        <Notice tone="low" live>
          <strong>{t.value.pay.changed}</strong>{' '}
          {t.value.pay.changedFrom(number(agreed.current), common.value.credits(credits))}
        </Notice>
      )}
      <BeforeAndAfter available={account.data.available} price={credits} />
      <ExpiringUsed preview={preview.data} />
      <BudgetNotice of={budget} />
      {pay.failure && !budget.refusal && pay.failure.code !== 'amount_differs' && (
        <Notice tone="zero" live>
          {problemText(pay.failure)}
          <NotCountedIn of={pay.failure} />
        </Notice>
      )}
      {!budget.isAsked && (
        <Button look="primary" full busy={pay.busy} disabled={!budget.isOpen} onClick={() => void press()}>
          {budget.mayAsk ? spendTexts().ask : t.value.invoices.pay(common.value.credits(credits))}
        </Button>
      )}
    </div>
  );
};

const Paid = ({ payment, isNew }: { payment: Invoice['payment']; isNew: boolean }) => {
  const element = useLostFocus<HTMLDivElement>(isNew);
  return (
    <div ref={element} tabIndex={-1}>
      <Notice tone="in" live>
        <strong>{t.value.invoices.paid}</strong>{' '}
        {payment && (
          <>
            {common.value.credits(payment.credits)}, <When at={payment.at} withTime />
          </>
        )}
      </Notice>
    </div>
  );
};

const Payment = ({ invoice }: { invoice: Invoice }) => {
  const { current: first } = useRef(invoice.status);
  switch (invoice.status) {
    case 'open':
      return <Pay invoice={invoice} />;
    case 'paid':
      return <Paid payment={invoice.payment} isNew={first === 'open'} />;
    case 'void':
      return <State icon="close" title={common.value.problems.invoice_void} level={3} />;
    default:
      return invoice.status satisfies never;
  }
};

export const InvoicePage = ({ id }: { id: string }) => {
  const invoice = useQuery({
    queryKey: ['invoice', id],
    queryFn: ({ signal }) => valueOf(client.call(getInvoice, { params: { invoiceId: id } }, { signal })),
  });
  return (
    <Page
      title={invoice.data?.description ?? t.value.invoices.one}
      back={{ href: href('/invoices'), text: t.value.invoices.title }}
      lead={invoice.data && <InvoiceTag status={invoice.data.status} />}
      actions={
        invoice.data && (
          <Button icon="print" onClick={() => print()}>
            {common.value.print}
          </Button>
        )
      }
    >
      <Answer of={invoice} what={t.value.invoices.whatOne}>
        {(data) => (
          <div class="columns">
            <Details invoice={data} />
            <aside>
              <Card title={t.value.invoices.payTitle} plain>
                <div class="body">
                  <Payment invoice={data} />
                </div>
              </Card>
            </aside>
          </div>
        )}
      </Answer>
    </Page>
  );
};
