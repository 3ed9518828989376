import { useSignal } from '@preact/signals';
import { type AccountSummary, type FoundProfile, listAccounts, listProfiles } from '@scrip/client';
import { useLocation } from 'preact-iso';
import { Button } from '../../design/button.tsx';
import { Card, State, Tag, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { columns, CsvButton, rowsOf } from '../../data/csv.tsx';
import { usePages } from '../../data/pages.ts';
import { Page } from '../../frame/page.tsx';
import { number } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { AccountSearch } from './account-search.tsx';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { useName } from './name.ts';
import { More } from '../../data/more.tsx';

export const accountHref = (accountId: string): string => href(`/accounts/${encodeURIComponent(accountId)}`);

const TONES = { ok: 'in', low: 'low', zero: 'zero', debt: 'zero' } as const;

export const AccountStateTag = ({ state }: Pick<AccountSummary, 'state'>) => (
  <Tag tone={TONES[state]} icon={state === 'ok' ? 'check' : state === 'low' ? 'alert' : 'circle'}>
    {t.value.accounts.states[state]}
  </Tag>
);

const allAccounts = () =>
  rowsOf(
    client.list(listAccounts, { query: { limit: 100 } }),
    columns('account', 'balance', 'available', 'debt', 'state', 'entries', 'lastEntryAt'),
  );

const Row = ({ account }: { account: AccountSummary }) => {
  const name = useName(account.account);
  return (
    <tr>
      <td class="what">
        <a class="row-link" href={accountHref(account.account)}>
          {name}
        </a>
        {name !== account.account && <span class="block small muted mono">{account.account}</span>}
      </td>
      <td>
        <AccountStateTag state={account.state} />
      </td>
      <td data-label={t.value.accounts.lastEntry}>
        {account.lastEntryAt === undefined ? '' : <When at={account.lastEntryAt} />}
      </td>
      <td class="amount hide-small">{number(account.entries)}</td>
      <td class="amount hide-small">{number(account.balance)}</td>
      <td class="amount main strong">{number(account.available)}</td>
      <td class="line-break" aria-hidden="true" />
    </tr>
  );
};

const Found = ({ profile }: { profile: FoundProfile }) => (
  <tr>
    <td class="what">
      <a class="row-link" href={accountHref(profile.account)}>
        {profile.name ?? profile.account}
      </a>
      <span class="block small muted mono">{profile.account}</span>
    </td>
    <td class="anywhere">{profile.email}</td>
    <td>{profile.externalId}</td>
    <td>{t.value.accounts.matched[profile.matched]}</td>
    <td class="line-break" aria-hidden="true" />
  </tr>
);

const Results = ({ prefix }: { prefix: string }) => {
  const found = usePages(['profiles', prefix], (cursor, signal) =>
    client.call(listProfiles, { query: { prefix, cursor, limit: 50 } }, { signal }),
  );
  return (
    <Answer of={found} what={t.value.accounts.what}>
      {(items) => (
        <>
          {items.length > 0 && (
            <table class="table folds">
              <thead>
                <tr>
                  <th scope="col">{t.value.accounts.customer}</th>
                  <th scope="col">{t.value.accounts.email}</th>
                  <th scope="col">{t.value.accounts.externalId}</th>
                  <th scope="col">{t.value.accounts.foundBy}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((profile) => (
                  <Found key={`${profile.account}-${profile.matched}`} profile={profile} />
                ))}
              </tbody>
            </table>
          )}
          {items.length === 0 && <State icon="search" title={common.value.nothingFound} level={3} />}
          <p class="filters small second">
            <span>
              {t.value.accounts.orId} <a href={accountHref(prefix)}>{t.value.accounts.openId(prefix)}</a>
            </span>
          </p>
        </>
      )}
    </Answer>
  );
};

const All = () => {
  const accounts = usePages(['accounts'], (cursor, signal) =>
    client.call(listAccounts, { query: { cursor, limit: 50 } }, { signal }),
  );
  return (
    <>
      <Answer of={accounts} what={t.value.accounts.what}>
        {(items) =>
          items.length === 0 ? (
            <State icon="people" title={t.value.accounts.none}>
              {t.value.accounts.noneHelp}
            </State>
          ) : (
            <table class="table folds">
              <thead>
                <tr>
                  <th scope="col">{t.value.accounts.customer}</th>
                  <th scope="col">{t.value.accounts.state}</th>
                  <th scope="col">{t.value.accounts.lastEntry}</th>
                  <th scope="col" class="amount">
                    {t.value.accounts.entries}
                  </th>
                  <th scope="col" class="amount">
                    {t.value.accounts.balance}
                  </th>
                  <th scope="col" class="amount">
                    {t.value.accounts.available}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((account) => (
                  <Row key={account.account} account={account} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      {accounts.hasMore && (
        <footer>
          <More of={accounts} text={common.value.showMore} />
        </footer>
      )}
    </>
  );
};

/** Every account, or those whose profile begins with what was typed. */
export const AccountsPage = () => {
  const { route, query } = useLocation();
  const search = query['search'] ?? '';
  const text = useSignal(search);
  return (
    <Page
      title={t.value.accounts.title}
      actions={<CsvButton name={t.value.accounts.title} rows={allAccounts} />}
    >
      <Card>
        <AccountSearch
          looks="filters"
          text={text}
          find={(wanted) =>
            route(
              wanted === '' ? href('/accounts') : `${href('/accounts')}?search=${encodeURIComponent(wanted)}`,
            )
          }
        >
          {search !== '' && (
            <Button
              look="quiet"
              onClick={() => {
                text.value = '';
                route(href('/accounts'));
              }}
            >
              {common.value.clearFilters}
            </Button>
          )}
        </AccountSearch>
        {search === '' ? <All /> : <Results key={search} prefix={search} />}
      </Card>
    </Page>
  );
};
