import { type AgencyAccount, type Availability, listAccountInvoices } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Icon } from '../../design/icon.tsx';
import { Card } from '../../design/parts.tsx';
import { valueOf } from '../../data/query.ts';
import { number } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { problemIn } from '../form/problem.ts';
import { t } from '../texts.ts';

const Line = ({ what, availability }: { what: string; availability: Availability }) => (
  <li class="allowed-line">
    <span class={availability.allowed ? 'in' : 'zero'}>
      <Icon name={availability.allowed ? 'check' : 'forbidden'} />
    </span>
    <span class="grow">
      {what}
      {!availability.allowed && (
        <span class="block small second">{availability.reasons.map(problemIn).join(' ')}</span>
      )}
    </span>
    <span class={`small ${availability.allowed ? 'in' : 'zero'}`}>
      {availability.allowed ? t.value.accounts.yes : t.value.accounts.no}
    </span>
  </li>
);

/** What the customer can do now, and why not: also of each open invoice in credits. */
export const Allowed = ({ account }: { account: AgencyAccount }) => {
  const invoices = useQuery({
    queryKey: ['account-invoices', account.account, 'open'],
    queryFn: ({ signal }) =>
      valueOf(
        client.call(
          listAccountInvoices,
          { params: { accountId: account.account }, query: { status: 'open', limit: 10 } },
          { signal },
        ),
      ),
  });
  const visibility = { allowed: account.widget.visible, reasons: account.widget.reasons };
  return (
    <Card title={t.value.accounts.allowed}>
      <ul>
        <Line what={t.value.accounts.buy} availability={account.allowed.buyCredits} />
        <Line what={t.value.accounts.spend} availability={account.allowed.spendCredits} />
        <Line what={t.value.accounts.send} availability={account.allowed.sendCredits} />
        <Line what={t.value.accounts.see} availability={visibility} />
        {invoices.data?.items.map((invoice) => {
          const credits = 'credits' in invoice.amount ? invoice.amount.credits : 0;
          const short = credits - account.available;
          const isPayable = invoice.creditsAccepted && short <= 0;
          return (
            <li key={invoice.id} class="allowed-line">
              <span class={isPayable ? 'in' : 'zero'}>
                <Icon name={isPayable ? 'check' : 'forbidden'} />
              </span>
              <span class="grow">
                {t.value.accounts.pay(invoice.number)}
                {!isPayable && (
                  <span class="block small second">
                    {invoice.creditsAccepted
                      ? t.value.accounts.shortBy(
                          common.value.credits(short),
                          number(credits),
                          number(account.available),
                        )
                      : common.value.problems.credits_not_accepted}
                  </span>
                )}
              </span>
              <span class={`small ${isPayable ? 'in' : 'zero'}`}>
                {isPayable ? t.value.accounts.yes : t.value.accounts.no}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
};
