import { useSignal } from '@preact/signals';
import {
  createSpender,
  createSpenderKey,
  deleteSpender,
  getSpender,
  listSpenderKeys,
  listSpenders,
  putSpender,
  revokeSpenderKey,
  type Spender,
} from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Button } from '../../design/button.tsx';
import { Card, State } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { Page } from '../../frame/page.tsx';
import { client, useAccount } from '../client.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { Approvals } from './approvals.tsx';
import { useThings } from '../things.ts';
import type { Asked, WriteSpender } from '../../budgets/asked.ts';
import { BudgetDialogs } from '../../budgets/dialogs.tsx';
import { Keys } from '../../budgets/keys.tsx';
import { SpendersTable } from '../../budgets/spenders-table.tsx';
import { whoIsIn } from '../../session/session.ts';
import { budgetTexts } from '../../budgets/texts.ts';

const read = ({ id: spenderId }: Spender, signal: AbortSignal) =>
  client.call(getSpender, { params: { spenderId } }, { signal });

const write: WriteSpender = async (spender, body, idempotencyKey, etag) =>
  spender
    ? await client.call(putSpender, {
        params: { spenderId: spender.id },
        headers: { 'if-match': etag },
        body,
      })
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
  const items = spenders.data?.items ?? [];
  const keys = useQuery({
    queryKey: ['spender-keys'],
    enabled: isOwner,
    queryFn: ({ signal }) => valueOf(client.call(listSpenderKeys, {}, { signal })),
  });
  const changed = () => Promise.all([spenders.refetch(), keys.refetch()]);
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
      actions={isOwner && items.length > 0 && make}
    >
      <Card>
        <Answer of={spenders} what={texts.title}>
          {({ items: all }) =>
            all.length === 0 ? (
              <State icon="people" title={isOwner ? texts.none : texts.own.none} actions={isOwner && make}>
                {isOwner && texts.noneLead}
              </State>
            ) : (
              <SpendersTable items={all} ask={isOwner ? ask : undefined} />
            )
          }
        </Answer>
      </Card>
      {isOwner && items.length > 0 && (
        <Card title={texts.keys.title}>
          <Keys
            keys={keys}
            spenders={items}
            mayCreate={whoIsIn.value?.subject !== undefined}
            create={(body, idempotencyKey) => client.call(createSpenderKey, { body }, { idempotencyKey })}
            revoke={({ id: keyId }) => client.call(revokeSpenderKey, { params: { keyId } })}
          />
        </Card>
      )}
      {account.data && (
        <Approvals
          names={new Map(items.map(({ id, name }) => [id, name]))}
          decided={spenders.refetch}
          isOwner={isOwner}
        />
      )}
      <BudgetDialogs
        asked={asked.value}
        things={things}
        read={read}
        write={write}
        remove={remove}
        changed={changed}
        close={close}
      />
    </Page>
  );
};
