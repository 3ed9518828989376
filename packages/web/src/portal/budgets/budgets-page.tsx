import { useSignal } from '@preact/signals';
import {
  createSpender,
  deleteSpender,
  listSpenders,
  putSpender,
  type Spender,
  type SpenderInput,
} from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Button } from '../../design/button.tsx';
import { Card, State } from '../../design/parts.tsx';
import { Used } from '../../design/used.tsx';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { Page } from '../../frame/page.tsx';
import { number } from '../../language/format.ts';
import { client, useAccount } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { Approvals } from './approvals.tsx';
import { useThings } from '../things.ts';
import type { Asked } from '../../budgets/asked.ts';
import { BudgetDialogs } from '../../budgets/dialogs.tsx';
import { budgetTexts } from '../../budgets/texts.ts';

/** @param ask undefined for a spender, who changes nothing */
const Row = ({ spender, ask }: { spender: Spender; ask: ((asked: Asked) => void) | undefined }) => {
  const texts = budgetTexts();
  const { kinds, restricted, change, remove } = texts;
  const { name, kind, limits, onlyFor, above, held, day, month } = spender;
  return (
    <tr>
      <td class="what anywhere">
        {name}
        <span class="small second">
          {' '}
          {kinds[kind]}
          {onlyFor !== undefined && `, ${restricted}`}
          {above === 'ask' && `, ${texts.asks}`}
        </span>
      </td>
      <td data-label={texts.today}>
        <Used held={held} period={day} limit={limits.perDay} usedOf={texts.usedOf} anew={texts.anew} />
      </td>
      <td data-label={texts.month}>
        <Used held={held} period={month} limit={limits.perMonth} usedOf={texts.usedOf} anew={texts.anew} />
      </td>
      <td class="amount" data-label={texts.perCall}>
        {limits.perCall === undefined ? '' : number(limits.perCall)}
      </td>
      <td class="amount" data-label={texts.held}>
        {number(held)}
      </td>
      <td class="line-break" aria-hidden="true" />
      {ask && (
        <td>
          <div class="actions">
            <Button small onClick={() => ask({ do: 'change', spender })}>
              {change}
            </Button>
            <Button small onClick={() => ask({ do: 'remove', spender })}>
              {remove}
            </Button>
          </div>
        </td>
      )}
    </tr>
  );
};

const write = async (spender: Spender | undefined, body: SpenderInput, idempotencyKey: string) =>
  spender
    ? await client.call(putSpender, { params: { spenderId: spender.id }, body })
    : await client.call(createSpender, { body }, { idempotencyKey });

const remove = ({ id: spenderId }: Spender) => client.call(deleteSpender, { params: { spenderId } });

/** Who spends from the account under a budget, what is used of it, and its owner's decisions. */
export const BudgetsPage = () => {
  const texts = budgetTexts();
  const account = useAccount();
  const isOwner = account.data !== undefined && account.data.spender === undefined;
  const { title, lead } = isOwner || !account.data ? texts : texts.own;
  const asked = useSignal<Asked | undefined>(undefined);
  const spenders = useQuery({
    queryKey: ['spenders'],
    queryFn: ({ signal }) => valueOf(client.call(listSpenders, {}, { signal })),
  });
  const things = useThings(isOwner);
  const close = (): void => {
    asked.value = undefined;
  };
  const ask = (next: Asked): void => {
    asked.value = next;
  };
  const make = (
    <Button look="primary" onClick={() => ask({ do: 'make' })}>
      {texts.make}
    </Button>
  );
  return (
    <Page
      title={title}
      lead={lead}
      back={{ href: href('/settings'), text: t.value.settings.title }}
      actions={isOwner && (spenders.data?.items ?? []).length > 0 && make}
    >
      <Card>
        <Answer of={spenders} what={texts.title}>
          {({ items }) =>
            items.length === 0 ? (
              <State icon="people" title={isOwner ? texts.none : texts.own.none} actions={isOwner && make}>
                {isOwner && texts.noneLead}
              </State>
            ) : (
              <table class="table folds">
                <thead>
                  <tr>
                    <th scope="col">{texts.name}</th>
                    <th scope="col">{texts.today}</th>
                    <th scope="col">{texts.month}</th>
                    <th scope="col" class="amount">
                      {texts.perCall}
                    </th>
                    <th scope="col" class="amount">
                      {texts.held}
                    </th>
                    {isOwner && <td />}
                  </tr>
                </thead>
                <tbody>
                  {items.map((spender) => (
                    <Row key={spender.id} spender={spender} ask={isOwner ? ask : undefined} />
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
      </Card>
      {account.data && (
        <Approvals
          names={new Map((spenders.data?.items ?? []).map(({ id, name }) => [id, name]))}
          decided={spenders.refetch}
          isOwner={isOwner}
        />
      )}
      <BudgetDialogs
        asked={asked.value}
        things={things}
        write={write}
        remove={remove}
        changed={spenders.refetch}
        close={close}
      />
    </Page>
  );
};
