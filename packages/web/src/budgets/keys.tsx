import { useSignal } from '@preact/signals';
import type { NewSpenderKey, Result, Spender, SpenderKey, SpenderKeyInput, SpenderKeys } from '@scrip/client';
import type { UseQueryResult } from '@tanstack/preact-query';
import { Button } from '../design/button.tsx';
import { State, Tag, When } from '../design/parts.tsx';
import { Answer } from '../data/answer.tsx';
import { day } from '../language/format.ts';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { RevokeKeyDialog } from './revoke-key-dialog.tsx';
import { budgetTexts } from './texts.ts';

type Failed = { code: string };

/** What is done with keys, by whoever looks after the account. */
export type KeyDeeds = {
  create: (body: SpenderKeyInput, idempotencyKey: string) => Promise<Result<NewSpenderKey, Failed>>;
  revoke: (key: SpenderKey) => Promise<Result<unknown, Failed>>;
};

const Expiry = ({ at }: { at: string | undefined }) => {
  const t = budgetTexts().keys;
  if (at === undefined) return <>{t.never}</>;
  return Date.parse(at) < Date.now() ? <Tag tone="low">{t.expired}</Tag> : <When at={at} />;
};

const Row = ({ apiKey, spender, revoke }: { apiKey: SpenderKey; spender: string; revoke: () => void }) => {
  const t = budgetTexts().keys;
  const { name, id, lastUsedOn, createdAt, expiresAt } = apiKey;
  return (
    <tr>
      <td class="what anywhere">
        {name}
        <span class="block small muted mono">{id}</span>
      </td>
      <td class="anywhere" data-label={t.spender}>
        {spender}
      </td>
      <td class="hide-small">
        <When at={createdAt} />
      </td>
      <td data-label={t.lastUsed}>{lastUsedOn === undefined ? t.never : day(lastUsedOn)}</td>
      <td data-label={t.expires}>
        <Expiry at={expiresAt} />
      </td>
      <td class="amount main">
        <Button small look="danger-text" aria-label={`${t.revoke}: ${name}`} onClick={revoke}>
          {t.revoke}
        </Button>
      </td>
      <td class="line-break" aria-hidden="true" />
    </tr>
  );
};

/**
 * The keys with which agents, devices and services spend under their budgets; never the keys themselves.
 * @param mayCreate whether who looks at it is a person who signed in
 */
export const Keys = ({
  keys,
  spenders,
  mayCreate,
  create,
  revoke,
}: KeyDeeds & {
  keys: UseQueryResult<SpenderKeys>;
  spenders: readonly Spender[];
  mayCreate: boolean;
}) => {
  const t = budgetTexts().keys;
  const isNew = useSignal(false);
  const revoked = useSignal<SpenderKey | undefined>(undefined);
  const names = new Map(spenders.map(({ id, name }) => [id, name]));
  return (
    <>
      {mayCreate && spenders.length > 0 && (
        <div class="filters">
          <Button small icon="plus" onClick={() => (isNew.value = true)}>
            {t.make}
          </Button>
        </div>
      )}
      <Answer of={keys} what={t.title}>
        {({ items }) =>
          items.length === 0 ? (
            <State icon="key" title={t.none} level={3}>
              {mayCreate ? t.noneLead : t.signIn}
            </State>
          ) : (
            <table class="table folds">
              <thead>
                <tr>
                  <th scope="col">{t.name}</th>
                  <th scope="col">{t.spender}</th>
                  <th scope="col">{t.created}</th>
                  <th scope="col">{t.lastUsed}</th>
                  <th scope="col">{t.expires}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {items.map((apiKey) => (
                  <Row
                    key={apiKey.id}
                    apiKey={apiKey}
                    spender={names.get(apiKey.spender) ?? ''}
                    revoke={() => (revoked.value = apiKey)}
                  />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      {isNew.value && (
        <NewKeyDialog
          spenders={spenders}
          create={create}
          created={keys.refetch}
          close={() => (isNew.value = false)}
        />
      )}
      {revoked.value && (
        <RevokeKeyDialog
          apiKey={revoked.value}
          revoke={revoke}
          revoked={keys.refetch}
          close={() => (revoked.value = undefined)}
        />
      )}
    </>
  );
};
