import type { Account } from '@scrip/client';
import { lazy } from 'preact-iso';
import { Count } from '../../design/count.tsx';
import { Button } from '../../design/button.tsx';
import { Notice, Skeleton, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { Page } from '../../frame/page.tsx';
import { number, relative, signed, time } from '../../language/format.ts';
import { problemText } from '../../language/problem.ts';
import { common } from '../../language/texts.ts';
import { useAccount } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { History } from './history.tsx';

// Its place is kept, and it waits for its days anyway.
const BalanceChart = lazy(async () => (await import('./balance-chart.tsx')).BalanceChart);
// It comes with the page about budgets.
const Waiting = lazy(async () => (await import('../budgets/waiting.tsx')).Waiting);
const Restricted = lazy(async () => (await import('./restricted.tsx')).Restricted);
const Allowances = lazy(async () => (await import('./allowances.tsx')).Allowances);
const Holds = lazy(async () => (await import('./holds.tsx')).Holds);

/** What every page about credits leads with: what can be spent now. */
const Hero = ({
  account,
  knownAt,
  refresh,
  busy,
}: {
  account: Account;
  knownAt: number;
  refresh: () => void;
  busy: boolean;
}) => (
  <div class="hero">
    <p class="label">{t.value.credits.available}</p>
    <p class={`value ${account.state === 'ok' ? '' : account.state === 'low' ? 'low' : 'zero'}`}>
      <Count value={account.available} />
      <small>
        {common.value.creditsUnit(account.available)}
        {account.state === 'low' && `, ${common.value.state.low}`}
      </small>
    </p>
    {account.state === 'zero' && <p class="zero strong">{t.value.credits.none}</p>}
    {account.state === 'debt' && <p class="zero strong">{t.value.credits.debt(account.debt)}</p>}
    <p class="row wrap small second no-print">
      <span>{common.value.updated(time(new Date(knownAt).toISOString()))}</span>
      <Button look="quiet" small icon="refresh" busy={busy} onClick={refresh}>
        {common.value.refresh}
      </Button>
    </p>
  </div>
);

const Figures = ({
  account: { balance, held, restricted, expiring, expiringSoon, lastCredited },
}: {
  account: Account;
}) => {
  const [next] = expiring;
  return (
    <dl class="figures">
      <div>
        <dt>{t.value.credits.balance}</dt>
        <dd class="medium">{number(balance)}</dd>
        <dd class="small second">{t.value.credits.balanceHelp}</dd>
      </div>
      {restricted.length > 0 && <Restricted restricted={restricted} />}
      {held > 0 && (
        <div>
          <dt>{t.value.credits.held}</dt>
          <dd class="medium">{number(held)}</dd>
          <dd class="small second">{t.value.credits.heldHelp}</dd>
        </div>
      )}
      <div>
        <dt>{t.value.credits.expiringSoon}</dt>
        <dd class={`medium ${expiringSoon.credits > 0 ? 'low' : ''}`}>{number(expiringSoon.credits)}</dd>
        <dd class="small second">
          {next ? (
            <>
              {t.value.credits.nextExpiry(next.credits)} <When at={next.expiresAt} /> (
              {relative(next.expiresAt)})
            </>
          ) : (
            t.value.credits.nothingExpires
          )}
        </dd>
      </div>
      <div>
        <dt>{t.value.credits.lastAdded}</dt>
        <dd class="medium">{lastCredited ? signed('in', lastCredited.credits) : number(0)}</dd>
        <dd class="small second">
          {lastCredited ? <When at={lastCredited.at} /> : t.value.credits.neverAdded}
        </dd>
      </div>
    </dl>
  );
};

/** Whether the agency lets its customers send credits at all. */
const isSendingOffered = (account: Account | undefined): boolean =>
  account?.allowed.sendCredits.reasons.every(({ code }) => code !== 'transfers_disabled') === true;

export const CreditsPage = () => {
  const account = useAccount();
  return (
    <Page
      title={t.value.credits.title}
      actions={
        <>
          <a class="button" href={href('/redeem')}>
            {t.value.redeem.button}
          </a>
          <a class="button primary" href={href('/buy')}>
            {t.value.buy.button}
          </a>
          {isSendingOffered(account.data) && (
            <a class="button" href={href('/send')}>
              {t.value.credits.send}
            </a>
          )}
        </>
      }
    >
      <Answer
        of={account}
        what={t.value.credits.whatBalance}
        skeleton={
          <div class="card balance-wait">
            <Skeleton hero lines={3} />
          </div>
        }
      >
        {(data) =>
          data.widget.visible ? (
            <section class="card" aria-label={t.value.credits.title}>
              <div class="balance-card">
                <Hero
                  account={data}
                  knownAt={account.dataUpdatedAt}
                  busy={account.isFetching}
                  refresh={() => void account.refetch()}
                />
                <div class="balance-side">
                  <BalanceChart />
                </div>
              </div>
              <Figures account={data} />
            </section>
          ) : (
            <Notice>{data.widget.reasons.map(problemText).join(' ')}</Notice>
          )
        }
      </Answer>
      {account.data?.allowed.spendCredits.allowed === false && account.data.state !== 'zero' && (
        <Notice tone="low">{account.data.allowed.spendCredits.reasons.map(problemText).join(' ')}</Notice>
      )}
      <Waiting />
      {(account.data?.held ?? 0) > 0 && <Holds />}
      <Allowances />
      <History />
    </Page>
  );
};
