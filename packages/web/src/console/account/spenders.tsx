import { listAccountSpenders, type Spender } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { State } from '../../design/parts.tsx';
import { Used } from '../../design/used.tsx';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { number } from '../../language/format.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';

const Row = ({ spender: { name, kind, limits, onlyFor, held, day, month } }: { spender: Spender }) => (
  <tr>
    <td class="what anywhere">
      {name}
      <span class="small second">
        {' '}
        {t.value.accounts.spenderKinds[kind]}
        {onlyFor !== undefined && `, ${t.value.accounts.restricted}`}
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
  </tr>
);

/** Who spends from the account under a budget, and what is used of it. */
export const Spenders = ({ accountId }: { accountId: string }) => {
  const spenders = useQuery({
    queryKey: ['spenders', accountId],
    queryFn: ({ signal }) => valueOf(client.call(listAccountSpenders, { params: { accountId } }, { signal })),
  });
  const what = t.value.accounts.lists.spenders;
  return (
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
              </tr>
            </thead>
            <tbody>
              {items.map((spender) => (
                <Row key={spender.id} spender={spender} />
              ))}
            </tbody>
          </table>
        )
      }
    </Answer>
  );
};
