import type { Spender } from '@scrip/client';
import { Button } from '../design/button.tsx';
import { Used } from '../design/used.tsx';
import { number } from '../language/format.ts';
import type { Asked } from './asked.ts';
import { budgetTexts } from './texts.ts';

type Ask = ((asked: Asked) => void) | undefined;

const Row = ({ spender, ask }: { spender: Spender; ask: Ask }) => {
  const t = budgetTexts();
  const { name, kind, limits, onlyFor, above, held, day, month } = spender;
  return (
    <tr>
      <td class="what anywhere">
        {name}
        <span class="small second">
          {' '}
          {t.kinds[kind]}
          {onlyFor !== undefined && `, ${t.restricted}`}
          {above === 'ask' && `, ${t.asks}`}
        </span>
      </td>
      <td data-label={t.today}>
        <Used held={held} period={day} limit={limits.perDay} usedOf={t.usedOf} anew={t.anew} />
      </td>
      <td data-label={t.month}>
        <Used held={held} period={month} limit={limits.perMonth} usedOf={t.usedOf} anew={t.anew} />
      </td>
      <td class="amount" data-label={t.perCall}>
        {limits.perCall === undefined ? '' : number(limits.perCall)}
      </td>
      <td class="amount" data-label={t.held}>
        {number(held)}
      </td>
      <td class="line-break" aria-hidden="true" />
      {ask && (
        <td>
          <div class="actions">
            <Button small onClick={() => ask({ do: 'change', spender })}>
              {t.change}
            </Button>
            <Button small onClick={() => ask({ do: 'remove', spender })}>
              {t.remove}
            </Button>
          </div>
        </td>
      )}
    </tr>
  );
};

/** Who spends under a budget, and what is used of it. @param ask undefined for a spender, who changes nothing */
export const SpendersTable = ({ items, ask }: { items: readonly Spender[]; ask: Ask }) => {
  const t = budgetTexts();
  return (
    <table class="table folds">
      <thead>
        <tr>
          <th scope="col">{t.name}</th>
          <th scope="col">{t.today}</th>
          <th scope="col">{t.month}</th>
          <th scope="col" class="amount">
            {t.perCall}
          </th>
          <th scope="col" class="amount">
            {t.held}
          </th>
          {ask && <td />}
        </tr>
      </thead>
      <tbody>
        {items.map((spender) => (
          <Row key={spender.id} spender={spender} ask={ask} />
        ))}
      </tbody>
    </table>
  );
};
