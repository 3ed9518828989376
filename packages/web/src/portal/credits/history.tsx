import { useSignal } from '@preact/signals';
import { type Entry, type EntryKind, listEntries } from '@scrip/client';
import { lazy } from 'preact-iso';
import { Button } from '../../design/button.tsx';
import { SelectField, Segments } from '../../design/field.tsx';
import { Icon } from '../../design/icon.tsx';
import { Card, State, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { usePages } from '../../data/pages.ts';
import { number, signed } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client, useAccount, useBalanceShown } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { StatementButton } from './statement.tsx';
import { Verified } from './verified.tsx';
import { More } from '../../data/more.tsx';

// Few entries have such a part.
const EntryPart = lazy(async () => (await import('./entry-part.tsx')).EntryPart);

type Direction = 'all' | 'in' | 'out';

const PERIODS = ['30', '90', '365', 'all'] as const;

type Period = (typeof PERIODS)[number];

const DAY_MS = 86_400_000;

/** Kinds that customers look for; the rest is found under "every kind". */
const KINDS: readonly EntryKind[] = [
  'checkout',
  'bonus',
  'redemption',
  'request',
  'purchase',
  'purchase_refund',
  'service',
  'invoice',
  'spend',
  'capture',
  'transfer',
  'gift',
  'usage',
  'allowance',
  'adjustment',
  'expiry',
];

/** What an entry was for: its label where it has one, and always its kind. */
export const whatOf = ({ kind, label, erased }: Entry): string =>
  erased === true
    ? t.value.history.erased(common.value.entryKind[kind])
    : label === undefined
      ? common.value.entryKind[kind]
      : t.value.history.labelled(common.value.entryKind[kind], label);

const EntryRow = ({ entry, isBalanceShown }: { entry: Entry; isBalanceShown: boolean }) => (
  <tr>
    <td>
      <When at={entry.at} />
    </td>
    <td class={entry.type === 'in' ? 'in nowrap' : 'nowrap'}>
      <span class="row">
        <Icon name={entry.type === 'in' ? 'arrowIn' : 'arrowOut'} />
        {common.value.entryType[entry.type]}
      </span>
    </td>
    <td class="what">
      {whatOf(entry)}
      {entry.note !== undefined && <span class="block small muted">{entry.note}</span>}
      {(entry.restricted ?? entry.meter) && <EntryPart entry={entry} />}
    </td>
    <td class="reference hide-small" title={entry.reference}>
      {entry.kind === 'service' ? <a href={href('/orders')}>{entry.reference}</a> : entry.reference}
    </td>
    <td class={`amount main strong ${entry.type === 'in' ? 'in' : ''}`}>
      {signed(entry.type, entry.amount)}
    </td>
    {isBalanceShown && (
      <td class="amount last">
        <span class="sr">{t.value.history.balance} </span>
        {number(entry.balance)}
      </td>
    )}
    <td class="line-break" aria-hidden="true" />
  </tr>
);

const Head = ({ isBalanceShown }: { isBalanceShown: boolean }) => (
  <thead>
    <tr>
      <th scope="col">{t.value.history.date}</th>
      <th scope="col">{t.value.history.type}</th>
      <th scope="col">{t.value.history.what}</th>
      <th scope="col">{t.value.history.reference}</th>
      <th scope="col" class="amount">
        {t.value.history.amount}
      </th>
      {isBalanceShown && (
        <th scope="col" class="amount">
          {t.value.history.balance}
        </th>
      )}
    </tr>
  </thead>
);

export const EntryTable = ({ entries }: { entries: readonly Entry[] }) => {
  const isBalanceShown = useBalanceShown();
  return (
    <table class="table folds">
      <Head isBalanceShown={isBalanceShown} />
      <tbody>
        {entries.map((entry) => (
          <EntryRow key={entry.number} entry={entry} isBalanceShown={isBalanceShown} />
        ))}
      </tbody>
    </table>
  );
};

/** Every entry of the account, newest first. */
export const History = () => {
  const account = useAccount();
  const direction = useSignal<Direction>('all');
  const kind = useSignal<EntryKind | 'all'>(KINDS.find((one) => location.search === `?kind=${one}`) ?? 'all');
  const period = useSignal<Period>('all');
  const { value: type } = direction;
  const { value: days } = period;
  // To the hour, so that the same filter finds the same list again.
  const from =
    days === 'all'
      ? undefined
      : new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - Number(days) * DAY_MS).toISOString();
  const entries = usePages(['entries', type, kind.value, from], (cursor, signal) =>
    client.call(
      listEntries,
      {
        query: {
          limit: 25,
          cursor,
          from,
          type: type === 'all' ? undefined : type,
          kind: kind.value === 'all' ? undefined : kind.value,
        },
      },
      { signal },
    ),
  );
  const isFiltered = type !== 'all' || kind.value !== 'all' || days !== 'all';
  const clear = (): void => {
    direction.value = 'all';
    kind.value = 'all';
    period.value = 'all';
  };
  return (
    <Card
      title={t.value.history.title}
      actions={<StatementButton />}
      footer={
        <>
          {account.data && entries.data && entries.data.length > 0 ? (
            <Verified account={account.data.account} shown={entries.data} />
          ) : (
            <span />
          )}
          <More of={entries} />
        </>
      }
    >
      <div class="filters no-print">
        <Segments
          label={t.value.history.type}
          value={type}
          options={[
            ['all', t.value.history.all],
            ['in', common.value.entryType.in],
            ['out', common.value.entryType.out],
          ]}
          onChange={(chosen) => (direction.value = chosen)}
        />
        <SelectField
          label={t.value.history.kind}
          hideLabel
          value={kind.value}
          options={[
            ['all' as const, t.value.history.everyKind],
            ...KINDS.map((one) => [one, common.value.entryKind[one]] as const),
          ]}
          onChange={(chosen) => (kind.value = chosen)}
        />
        <SelectField
          label={t.value.history.period}
          hideLabel
          value={days}
          options={PERIODS.map((one) => [one, t.value.history.periods[one]] as const)}
          onChange={(chosen) => (period.value = chosen)}
        />
      </div>
      <Answer of={entries} what={t.value.history.whatHistory}>
        {(items) =>
          items.length > 0 ? (
            <EntryTable entries={items} />
          ) : isFiltered ? (
            <State
              title={t.value.history.noneMatch}
              actions={<Button onClick={clear}>{common.value.clearFilters}</Button>}
            />
          ) : (
            <State
              icon="ticket"
              title={t.value.history.none}
              actions={
                <>
                  <a class="button" href={href('/redeem')}>
                    {t.value.redeem.button}
                  </a>
                  <a class="button" href={href('/buy')}>
                    {t.value.buy.button}
                  </a>
                </>
              }
            >
              {t.value.history.noneHelp}
            </State>
          )
        }
      </Answer>
    </Card>
  );
};
