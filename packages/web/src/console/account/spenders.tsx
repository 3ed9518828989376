import { useSignal } from '@preact/signals';
import {
  createAccountSpender,
  deleteAccountSpender,
  listAccountSpenders,
  putAccountSpender,
  type Spender,
  type SpenderInput,
} from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { State } from '../../design/parts.tsx';
import { Button } from '../../design/button.tsx';
import { Used } from '../../design/used.tsx';
import type { Asked } from '../../budgets/asked.ts';
import { BudgetDialogs } from '../../budgets/dialogs.tsx';
import { budgetTexts } from '../../budgets/texts.ts';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { number } from '../../language/format.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';
import { useThings } from '../things.ts';

const Row = ({ spender, ask }: { spender: Spender; ask: (asked: Asked) => void }) => {
  const { name, kind, limits, onlyFor, above, held, day, month } = spender;
  const texts = budgetTexts();
  return (
    <tr>
      <td class="what anywhere">
        {name}
        <span class="small second">
          {' '}
          {t.value.accounts.spenderKinds[kind]}
          {onlyFor !== undefined && `, ${t.value.accounts.restricted}`}
          {above === 'ask' && `, ${texts.asks}`}
        </span>
      </td>
      <td data-label={t.value.accounts.usedToday}>
        <Used
          held={held}
          period={day}
          limit={limits.perDay}
          usedOf={t.value.accounts.usedOf}
          anew={t.value.accounts.until}
        />
      </td>
      <td data-label={t.value.accounts.usedThisMonth}>
        <Used
          held={held}
          period={month}
          limit={limits.perMonth}
          usedOf={t.value.accounts.usedOf}
          anew={t.value.accounts.until}
        />
      </td>
      <td class="amount" data-label={t.value.accounts.perCall}>
        {limits.perCall === undefined ? '' : number(limits.perCall)}
      </td>
      <td class="amount" data-label={t.value.accounts.heldNow}>
        {number(held)}
      </td>
      <td class="line-break" aria-hidden="true" />
      <td>
        <div class="actions">
          <Button small onClick={() => ask({ do: 'change', spender })}>
            {texts.change}
          </Button>
          <Button small onClick={() => ask({ do: 'remove', spender })}>
            {texts.remove}
          </Button>
        </div>
      </td>
    </tr>
  );
};

/** Who spends from the account under a budget, and what is used of it. */
export const Spenders = ({ accountId }: { accountId: string }) => {
  const spenders = useQuery({
    queryKey: ['spenders', accountId],
    queryFn: ({ signal }) => valueOf(client.call(listAccountSpenders, { params: { accountId } }, { signal })),
  });
  const what = t.value.accounts.lists.spenders;
  const asked = useSignal<Asked | undefined>(undefined);
  const things = useThings(asked.value !== undefined);
  const ask = (next: Asked | undefined): void => {
    asked.value = next;
  };
  const params = { accountId };
  const write = async (spender: Spender | undefined, body: SpenderInput, idempotencyKey: string) =>
    spender
      ? await client.call(putAccountSpender, { params: { accountId, spenderId: spender.id }, body })
      : await client.call(createAccountSpender, { params, body }, { idempotencyKey });
  return (
    <>
      <div class="filters">
        <Button small onClick={() => ask({ do: 'make' })}>
          {budgetTexts().make}
        </Button>
      </div>
      <Answer of={spenders} what={what}>
        {({ items }) =>
          items.length === 0 ? (
            <State title={t.value.accounts.noneOf(what)} level={3} />
          ) : (
            <table class="table folds">
              <thead>
                <tr>
                  <th scope="col">{what}</th>
                  <th scope="col">{t.value.accounts.usedToday}</th>
                  <th scope="col">{t.value.accounts.usedThisMonth}</th>
                  <th scope="col" class="amount">
                    {t.value.accounts.perCall}
                  </th>
                  <th scope="col" class="amount">
                    {t.value.accounts.heldNow}
                  </th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {items.map((spender) => (
                  <Row key={spender.id} spender={spender} ask={ask} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      <BudgetDialogs
        asked={asked.value}
        things={things}
        write={write}
        remove={({ id: spenderId }) =>
          client.call(deleteAccountSpender, { params: { accountId, spenderId } })
        }
        changed={spenders.refetch}
        close={() => ask(undefined)}
      />
    </>
  );
};
