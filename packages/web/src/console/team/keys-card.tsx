import { useSignal } from '@preact/signals';
import { type ApiKey, listApiKeys, revokeApiKey } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Card, State, Tag, When } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { Answer } from '../../data/answer.tsx';
import { CsvButton, rowsOf } from '../../data/csv.tsx';
import { useDeed } from '../../data/deed.ts';
import { usePages } from '../../data/pages.ts';
import { queryClient } from '../../data/query.ts';
import { day } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { Ask } from '../form/ask.tsx';
import { t } from '../texts.ts';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { scopeNames } from './scopes-field.tsx';
import { More } from '../../data/more.tsx';

const RevokeDialog = ({ apiKey, close }: { apiKey: ApiKey; close: () => void }) => {
  const revoke = useDeed(
    () => `revoke:${apiKey.id}`,
    () => client.call(revokeApiKey, { params: { keyId: apiKey.id } }),
    async () => {
      await queryClient.invalidateQueries({ queryKey: ['api-keys'] });
      close();
      toast(t.value.team.revoked(apiKey.name));
    },
  );
  return (
    <Ask
      title={t.value.team.revokeTitle(apiKey.name)}
      deedText={t.value.team.revoke}
      deed={revoke}
      press={() => void revoke.run()}
      close={close}
    >
      <p>{t.value.team.revokeBody}</p>
      <p class="second">
        {apiKey.lastUsedOn === undefined
          ? t.value.team.neverUsed
          : t.value.team.lastUse(day(apiKey.lastUsedOn))}
      </p>
    </Ask>
  );
};

const Expiry = ({ at }: { at: string | undefined }) => {
  if (at === undefined) return <>{t.value.team.never}</>;
  return Date.parse(at) < Date.now() ? <Tag tone="low">{t.value.team.expired}</Tag> : <When at={at} />;
};

const allKeys = () =>
  rowsOf(client.list(listApiKeys, { query: { limit: 100 } }), ({ scopes, ...key }) => ({
    ...key,
    scopes: scopes.join(' '),
  }));

const Row = ({ apiKey, revoke }: { apiKey: ApiKey; revoke: () => void }) => (
  <tr>
    <td class="what">
      {apiKey.name}
      <span class="block small muted mono anywhere">{apiKey.id}</span>
    </td>
    <td>{scopeNames(apiKey.scopes)}</td>
    <td class="hide-small">
      <When at={apiKey.createdAt} />
      <span class="block muted anywhere">{apiKey.createdBy}</span>
    </td>
    <td>
      <span class="only-small">{t.value.team.lastUsed}: </span>
      {apiKey.lastUsedOn === undefined ? t.value.team.never : day(apiKey.lastUsedOn)}
    </td>
    <td>
      <span class="only-small">{t.value.team.expires}: </span>
      <Expiry at={apiKey.expiresAt} />
    </td>
    <td class="amount main">
      <Button small look="danger-text" aria-label={`${t.value.team.revoke}: ${apiKey.name}`} onClick={revoke}>
        {t.value.team.revoke}
      </Button>
    </td>
    <td class="line-break" aria-hidden="true" />
  </tr>
);

/** The agency's API keys, never the keys themselves. */
export const KeysCard = () => {
  const isNew = useSignal(false);
  const revoked = useSignal<ApiKey | undefined>(undefined);
  const keys = usePages(['api-keys'], (cursor, signal) =>
    client.call(listApiKeys, { query: { cursor } }, { signal }),
  );
  return (
    <Card
      title={t.value.team.keys}
      actions={
        <>
          <CsvButton name={t.value.team.keys} rows={allKeys} />
          <Button small icon="plus" onClick={() => (isNew.value = true)}>
            {t.value.team.newKey}
          </Button>
        </>
      }
    >
      <Answer of={keys} what={t.value.team.keysWhat}>
        {(items) =>
          items.length === 0 ? (
            <State icon="key" title={t.value.team.noKeys} level={3}>
              {t.value.team.noKeysHelp}
            </State>
          ) : (
            <table class="table folds">
              <thead>
                <tr>
                  <th scope="col">{t.value.team.keyName}</th>
                  <th scope="col">{t.value.team.scopes}</th>
                  <th scope="col">{t.value.team.created}</th>
                  <th scope="col">{t.value.team.lastUsed}</th>
                  <th scope="col">{t.value.team.expires}</th>
                  <th scope="col">
                    <span class="sr">{t.value.team.revoke}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((apiKey) => (
                  <Row key={apiKey.id} apiKey={apiKey} revoke={() => (revoked.value = apiKey)} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      {keys.hasMore && (
        <footer>
          <More of={keys} text={common.value.showMore} />
        </footer>
      )}
      {isNew.value && <NewKeyDialog close={() => (isNew.value = false)} />}
      {revoked.value && <RevokeDialog apiKey={revoked.value} close={() => (revoked.value = undefined)} />}
    </Card>
  );
};
