import { useSignal } from '@preact/signals';
import { eraseAccount, exportAccount, getErasure } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { Card, Notice } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { creditsMoved, valueOf } from '../../data/query.ts';
import { date, dateTime, number } from '../../language/format.ts';
import { problemIn } from '../form/problem.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';
import { Refusal } from '../../data/refusal.tsx';

const EraseDialog = ({ accountId, close }: { accountId: string; close: () => void }) => {
  const typed = useSignal('');
  const erase = useDeed(
    () => `erase:${accountId}`,
    () => client.call(eraseAccount, { params: { accountId } }),
  );
  const press = async (): Promise<void> => {
    if (!(await erase.run())) return;
    creditsMoved();
    close();
    toast(t.value.accounts.erasing);
  };
  const { failure } = erase;
  return (
    <Dialog title={t.value.accounts.eraseTitle} onClose={close} busy={erase.busy}>
      <p>{t.value.accounts.eraseBody}</p>
      <TextField
        label={t.value.accounts.typeId(accountId)}
        value={typed.value}
        onInput={(value) => (typed.value = value)}
        autoComplete="off"
        spellcheck={false}
      />
      {failure && (
        <Notice tone="zero" live>
          {failure.code === 'account_not_settled' && 'reasons' in failure ? (
            <>
              {t.value.accounts.notSettled}
              <ul>
                {failure.reasons.map((reason) => (
                  <li key={reason}>{t.value.accounts.matters[reason]}</li>
                ))}
              </ul>
            </>
          ) : failure.code === 'retention_not_over' && 'possibleFrom' in failure ? (
            t.value.accounts.retention(date(failure.possibleFrom))
          ) : (
            problemIn(failure)
          )}
        </Notice>
      )}
      <footer>
        <Button disabled={erase.busy} onClick={close}>
          {common.value.cancel}
        </Button>
        <Button
          look="danger"
          busy={erase.busy}
          disabled={typed.value !== accountId}
          onClick={() => void press()}
        >
          {t.value.accounts.erase}
        </Button>
      </footer>
    </Dialog>
  );
};

/** Gives the customer everything that is kept of them, or erases what is personal. */
export const Privacy = ({ accountId }: { accountId: string }) => {
  const isErasing = useSignal(false);
  const erasure = useQuery({
    queryKey: ['erasure', accountId],
    queryFn: async ({ signal }) => {
      const found = await client.call(getErasure, { params: { accountId } }, { signal });
      return !found.ok && found.failure.code === 'not_found' ? null : await valueOf(Promise.resolve(found));
    },
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? 3000 : false),
  });
  const exporting = useDeed(
    () => `export:${accountId}`,
    () => client.call(exportAccount, { params: { accountId } }),
  );
  const press = async (): Promise<void> => {
    const made = await exporting.run();
    if (!made) return;
    location.assign(made.url);
    toast(t.value.accounts.exported(number(made.lines)));
  };
  return (
    <Card title={t.value.accounts.privacy} plain>
      <div class="body stack">
        {erasure.data && (
          <Notice live>
            {erasure.data.status === 'done' && erasure.data.completedAt !== undefined
              ? t.value.accounts.erased(dateTime(erasure.data.completedAt))
              : t.value.accounts.erasing}
          </Notice>
        )}
        <Refusal say={problemIn} of={exporting.failure} />
        <div class="actions">
          <Button small icon="download" busy={exporting.busy} onClick={() => void press()}>
            {t.value.accounts.export}
          </Button>
          <Button small look="danger-text" onClick={() => (isErasing.value = true)}>
            {t.value.accounts.erase}
          </Button>
        </div>
      </div>
      {isErasing.value && <EraseDialog accountId={accountId} close={() => (isErasing.value = false)} />}
    </Card>
  );
};
