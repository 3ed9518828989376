import { useSignal } from '@preact/signals';
import { type AgencyAccount, getAgencyAccount, getProfile } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { useRoute } from 'preact-iso';
import { Button } from '../../design/button.tsx';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { Page } from '../../frame/page.tsx';
import { number, relative } from '../../language/format.ts';
import { RestrictedFigure } from '../../restricted/figure.tsx';
import type { Things } from '../../restricted/things.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { AdjustDialog } from './adjust-dialog.tsx';
import { Allowed } from './allowed.tsx';
import { Books } from './books.tsx';
import { CreditLimitDialog } from './credit-limit-dialog.tsx';
import { type List, Lists } from './lists.tsx';
import { Lots } from './lots.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { MergedFrom, MergedInto } from './merged.tsx';
import { Privacy } from './privacy.tsx';
import { type FoundProfile, ProfileCard } from './profile-card.tsx';
import { SendDialog } from './send-dialog.tsx';
import { SessionDialog } from './session-dialog.tsx';
import { useThings } from '../things.ts';

const useProfile = (accountId: string) =>
  useQuery({
    queryKey: ['profile', accountId],
    queryFn: async ({ signal }): Promise<FoundProfile> => {
      const found = await client.call(getProfile, { params: { accountId } }, { signal });
      if (!found.ok && found.failure.code === 'not_found') return null;
      const profile = await valueOf(Promise.resolve(found));
      return { profile, etag: found.ok ? found.headers.get('etag') : null };
    },
  });

const Stats = ({ account, things }: { account: AgencyAccount; things: Things | undefined }) => (
  <dl class="card figures">
    <div>
      <dt>{t.value.accounts.available}</dt>
      <dd class="big">{number(account.available)}</dd>
      <dd class="small second">{t.value.accounts.states[account.state]}</dd>
    </div>
    <div>
      <dt>{t.value.accounts.balance}</dt>
      <dd class="big">{number(account.balance)}</dd>
      <dd class="small second">{t.value.accounts.entryCount(account.entries)}</dd>
    </div>
    {account.restricted.length > 0 && (
      <RestrictedFigure restricted={account.restricted} things={things} size="big" />
    )}
    {account.held > 0 && (
      <div>
        <dt>{t.value.accounts.held}</dt>
        <dd class="big">{number(account.held)}</dd>
        <dd class="small second">{t.value.accounts.heldHelp}</dd>
      </div>
    )}
    <div>
      <dt>{t.value.accounts.expiringSoon}</dt>
      <dd class={`big ${account.expiringSoon.credits > 0 ? 'low' : ''}`}>
        {number(account.expiringSoon.credits)}
      </dd>
      <dd class="small second">{t.value.accounts.within(account.expiringSoon.days)}</dd>
    </div>
    <div>
      <dt>{t.value.accounts.debt}</dt>
      <dd class={`big ${account.debt > 0 ? 'zero' : ''}`}>{number(account.debt)}</dd>
      <dd class="small second">
        {account.debt > 0 ? t.value.accounts.nextPays : t.value.accounts.nothingOwed}
        {account.creditLimit > 0 && (
          <span class="block">{t.value.accounts.upTo(number(-account.creditLimit))}</span>
        )}
      </dd>
    </div>
    <div>
      <dt>{t.value.accounts.lastAdded}</dt>
      <dd class="big">{number(account.lastCredited?.credits ?? 0)}</dd>
      <dd class="small second">
        {account.lastCredited ? relative(account.lastCredited.at) : t.value.accounts.never}
      </dd>
    </div>
  </dl>
);

/** Everything of one customer, in one look. */
export const AccountPage = () => {
  const { params } = useRoute();
  const accountId = params['id'] ?? '';
  const asked = useSignal<'adjust' | 'send' | 'session' | 'limit' | 'merge' | undefined>(undefined);
  const list = useSignal<List>('history');
  const account = useQuery({
    queryKey: ['account', accountId],
    queryFn: ({ signal }) => valueOf(client.call(getAgencyAccount, { params: { accountId } }, { signal })),
  });
  const profile = useProfile(accountId);
  const things = useThings(account.data?.lots.some(({ onlyFor }) => onlyFor !== undefined) === true);
  const name = profile.data?.profile.name ?? accountId;
  const close = (): void => {
    asked.value = undefined;
  };
  const showList = (wanted: List): void => {
    list.value = wanted;
    document.querySelector('#lists')?.scrollIntoView();
  };
  const isMerged = account.data?.mergedInto !== undefined;
  const hasMerged = (account.data?.mergedFrom.length ?? 0) > 0;
  return (
    <Page
      key={accountId}
      title={name}
      back={{ href: href('/accounts'), text: t.value.accounts.title }}
      lead={
        <span class="small">
          <span class="mono">{accountId}</span>
          {profile.data?.profile.email !== undefined && `, ${profile.data.profile.email}`}
        </span>
      }
      actions={
        !isMerged && (
          <>
            <Button onClick={() => (asked.value = 'adjust')}>{t.value.accounts.adjust}</Button>
            <Button disabled={!account.data} onClick={() => (asked.value = 'send')}>
              {t.value.accounts.transfer.open}
            </Button>
            <a class="button" href={`${href('/invoices')}?new=${encodeURIComponent(accountId)}`}>
              {t.value.accounts.issueInvoice}
            </a>
            <Button onClick={() => (asked.value = 'limit')}>{t.value.accounts.creditLimit}</Button>
            <Button onClick={() => (asked.value = 'session')}>{t.value.accounts.openAs}</Button>
            {hasMerged || (
              <Button disabled={!account.data} onClick={() => (asked.value = 'merge')}>
                {t.value.accounts.merge.open}
              </Button>
            )}
          </>
        )
      }
    >
      <Answer of={account} what={t.value.accounts.whatOne}>
        {(data) => (
          <>
            {data.mergedInto !== undefined && <MergedInto into={data.mergedInto} />}
            <Stats account={data} things={things} />
            <div class="columns">
              <div class="stack loose">
                <Lots account={data} things={things} />
                <Lists accountId={accountId} shown={list} isMerged={isMerged} />
              </div>
              <aside class="stack loose">
                {!isMerged && <Allowed account={data} />}
                <MergedFrom accounts={data.mergedFrom} />
                <ProfileCard accountId={accountId} found={profile} isFixed={isMerged} />
                <Books accountId={accountId} />
                <Privacy accountId={accountId} />
              </aside>
            </div>
            {asked.value === 'adjust' && <AdjustDialog account={data} close={close} />}
            {asked.value === 'send' && !isMerged && (
              <SendDialog account={data} name={name} things={things} close={close} />
            )}
            {asked.value === 'merge' && !isMerged && (
              <MergeDialog account={data} name={name} close={close} show={showList} />
            )}
            {asked.value === 'limit' && <CreditLimitDialog account={data} close={close} />}
          </>
        )}
      </Answer>
      {asked.value === 'session' && <SessionDialog accountId={accountId} name={name} close={close} />}
    </Page>
  );
};
