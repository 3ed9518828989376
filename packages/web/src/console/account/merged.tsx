import type { AgencyAccount } from '@scrip/client';
import { Card, Notice } from '../../design/parts.tsx';
import { accountHref } from '../accounts/accounts-page.tsx';
import { useName } from '../accounts/name.ts';
import { t } from '../texts.ts';

const Named = ({ accountId }: { accountId: string }) => {
  const name = useName(accountId);
  return (
    <>
      <a href={accountHref(accountId)}>{name}</a>
      {name !== accountId && <span class="small muted mono"> {accountId}</span>}
    </>
  );
};

/** Of an account that is part of another one: which one. */
export const MergedInto = ({ into }: { into: string }) => (
  <Notice tone="accent">
    <strong>
      {t.value.accounts.merge.into} <Named accountId={into} />
    </strong>
    <p class="small second">{t.value.accounts.merge.intoHelp}</p>
  </Notice>
);

/** The accounts that are part of this one, each with its own history. */
export const MergedFrom = ({ accounts }: { accounts: AgencyAccount['mergedFrom'] }) =>
  accounts.length > 0 && (
    <Card title={t.value.accounts.merge.from} plain>
      <div class="body stack tight">
        <ul class="stack tight">
          {accounts.map((accountId) => (
            <li key={accountId} class="anywhere">
              <Named accountId={accountId} />
            </li>
          ))}
        </ul>
        <p class="small second">{t.value.accounts.merge.fromHelp}</p>
      </div>
    </Card>
  );
