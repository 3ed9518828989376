import { useSignal } from '@preact/signals';
import { listProfiles } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Button } from '../../design/button.tsx';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { common } from '../../language/texts.ts';
import { AccountSearch } from '../accounts/account-search.tsx';
import { client } from '../client.ts';
import { t } from '../texts.ts';

const Results = ({
  prefix,
  without,
  choose,
}: {
  prefix: string;
  without: string;
  choose: (accountId: string) => void;
}) => {
  const found = useQuery({
    queryKey: ['profiles', prefix, 'some'],
    queryFn: ({ signal }) => valueOf(client.call(listProfiles, { query: { prefix, limit: 10 } }, { signal })),
  });
  return (
    <Answer of={found} what={t.value.accounts.what}>
      {({ items }) => {
        // One that is found by two of its fields is there once.
        const names = new Map(items.map(({ account, name, email }) => [account, { name, email }]));
        names.delete(without);
        return (
          <div class="stack tight" role="status">
            {names.size === 0 && <p class="small second">{common.value.nothingFound}</p>}
            {[...names].map(([account, { name, email }]) => (
              <Button key={account} full onClick={() => choose(account)}>
                <span class="anywhere">
                  {name ?? account} <span class="small muted mono">{account}</span>
                  {email !== undefined && <span class="block small second">{email}</span>}
                </span>
              </Button>
            ))}
            {prefix !== without && !names.has(prefix) && (
              <p class="small second">
                {t.value.accounts.orId}{' '}
                <Button small look="quiet" onClick={() => choose(prefix)}>
                  {t.value.accounts.merge.takeId(prefix)}
                </Button>
              </p>
            )}
          </div>
        );
      }}
    </Answer>
  );
};

/** Finds another account, by its profile as the list of accounts does, or by its ID. */
export const FindAccount = ({
  without,
  choose,
}: {
  without: string;
  choose: (accountId: string) => void;
}) => {
  const text = useSignal('');
  const prefix = useSignal('');
  return (
    <>
      <AccountSearch looks="row wrap bottom" text={text} find={(typed) => (prefix.value = typed)} />
      {prefix.value !== '' && <Results prefix={prefix.value} without={without} choose={choose} />}
    </>
  );
};
