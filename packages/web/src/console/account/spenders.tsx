import { useSignal } from '@preact/signals';
import {
  createAccountSpender,
  deleteAccountSpender,
  getAccountSpender,
  putAccountSpender,
  type Spender,
} from '@scrip/client';
import { State } from '../../design/parts.tsx';
import { Button } from '../../design/button.tsx';
import type { Asked, WriteSpender } from '../../budgets/asked.ts';
import { BudgetDialogs } from '../../budgets/dialogs.tsx';
import { SpendersTable } from '../../budgets/spenders-table.tsx';
import { budgetTexts } from '../../budgets/texts.ts';
import { Answer } from '../../data/answer.tsx';
import { queryClient } from '../../data/query.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';
import { useThings } from '../things.ts';
import { useSpenders } from './use-spenders.ts';

/** Who spends from the account under a budget, and what is used of it. */
export const Spenders = ({ accountId }: { accountId: string }) => {
  const spenders = useSpenders(accountId);
  const what = t.value.accounts.lists.spenders;
  const asked = useSignal<Asked | undefined>(undefined);
  const things = useThings(asked.value !== undefined);
  const ask = (next: Asked | undefined): void => {
    asked.value = next;
  };
  const params = { accountId };
  const read = ({ id: spenderId }: Spender, signal: AbortSignal) =>
    client.call(getAccountSpender, { params: { accountId, spenderId } }, { signal });
  const write: WriteSpender = async (spender, body, idempotencyKey, etag) =>
    spender
      ? await client.call(putAccountSpender, {
          params: { accountId, spenderId: spender.id },
          headers: { 'if-match': etag },
          body,
        })
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
            <SpendersTable items={items} ask={ask} />
          )
        }
      </Answer>
      <BudgetDialogs
        asked={asked.value}
        things={things}
        read={read}
        write={write}
        remove={({ id: spenderId }) =>
          client.call(deleteAccountSpender, { params: { accountId, spenderId } })
        }
        changed={() =>
          Promise.all([
            spenders.refetch(),
            queryClient.invalidateQueries({ queryKey: ['spender-keys', accountId] }),
          ])
        }
        close={() => ask(undefined)}
      />
    </>
  );
};
