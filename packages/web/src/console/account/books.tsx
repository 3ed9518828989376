import { useSignal } from '@preact/signals';
import { type AccountAudit, auditAccount } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Card, Notice } from '../../design/parts.tsx';
import { failureOf, valueOf } from '../../data/query.ts';
import { number } from '../../language/format.ts';
import { problemIn } from '../form/problem.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';

/** Checks every entry of the account: numbers, sums, and the chain of hashes. */
export const Books = ({ accountId }: { accountId: string }) => {
  const audit = useSignal<AccountAudit | undefined>(undefined);
  const busy = useSignal(false);
  const failure = useSignal<string | undefined>(undefined);
  const check = async (): Promise<void> => {
    busy.value = true;
    failure.value = undefined;
    try {
      let cursor: string | undefined;
      do {
        audit.value = await valueOf(client.call(auditAccount, { params: { accountId }, query: { cursor } }));
        cursor = audit.value.cursor ?? undefined;
      } while (cursor !== undefined);
    } catch (error) {
      failure.value = problemIn(failureOf(error));
    } finally {
      busy.value = false;
    }
  };
  const { value: found } = audit;
  return (
    <Card title={t.value.accounts.books} plain>
      <div class="body stack">
        {found?.complete === true && found.agrees && (
          <p class="row in small" role="status">
            <Icon name="check" />
            {t.value.accounts.agrees(found.checked)}
          </p>
        )}
        {found && !found.complete && (
          <p class="small second" role="status">
            {t.value.accounts.checked(number(found.checked))}
          </p>
        )}
        {found?.agrees === false && (
          <Notice tone="zero" live>
            {t.value.accounts.differs}
            <ul>
              {found.findings.map(({ code, entry }) => (
                <li key={`${code}-${entry}`}>{t.value.accounts.finding(number(entry), code)}</li>
              ))}
            </ul>
          </Notice>
        )}
        {failure.value !== undefined && (
          <Notice tone="zero" live>
            {failure.value}
          </Notice>
        )}
        <div>
          <Button small busy={busy.value} onClick={() => void check()}>
            {t.value.accounts.checkBooks}
          </Button>
        </div>
      </div>
    </Card>
  );
};
