import { useSignal } from '@preact/signals';
import { createSession, type CreatedSession, endSessions } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { CheckField } from '../../design/field.tsx';
import { Notice } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { time } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { problemIn } from '../form/problem.ts';
import { t } from '../texts.ts';
import { Refusal } from '../../data/refusal.tsx';

const SESSION_S = 900;

/** Opens the portal as a customer sees it: by a session of 15 minutes, at first without the right to spend. */
export const SessionDialog = ({
  accountId,
  name,
  close,
}: {
  accountId: string;
  name: string;
  close: () => void;
}) => {
  const maySpend = useSignal(false);
  const made = useSignal<CreatedSession | undefined>(undefined);
  const params = { accountId };
  const create = useDeed(
    (spends: boolean) => `session:${accountId}:${spends}`,
    (_key, spends: boolean) =>
      client.call(createSession, {
        params,
        body: {
          scopes: spends ? ['credits:read', 'credits:spend'] : ['credits:read'],
          seconds: SESSION_S,
        },
      }),
    (session) => (made.value = session),
  );
  const end = useDeed(
    () => `end-sessions:${accountId}`,
    () => client.call(endSessions, { params }),
    () => toast(t.value.accounts.sessionsEnded),
  );
  const failure = create.failure ?? end.failure;
  return (
    <Dialog title={t.value.accounts.openAsTitle(name)} onClose={close} busy={create.busy || end.busy}>
      <p class="second">{t.value.accounts.openAsBody}</p>
      <CheckField
        label={t.value.accounts.maySpend}
        help={t.value.accounts.maySpendHelp}
        checked={maySpend.value}
        disabled={made.value !== undefined}
        onChange={(checked) => (maySpend.value = checked)}
      />
      <Refusal say={problemIn} of={failure} />
      {made.value && (
        <Notice tone="accent" live>
          <a href={made.value.url} target="_blank" rel="noopener">
            {t.value.accounts.openPortal}
          </a>
          <span class="block">{t.value.accounts.worksUntil(time(made.value.urlExpiresAt))}</span>
        </Notice>
      )}
      <footer>
        <Button look="danger-text" busy={end.busy} onClick={() => void end.run()}>
          {t.value.accounts.endSessions}
        </Button>
        {made.value ? (
          <Button look="primary" onClick={close}>
            {common.value.close}
          </Button>
        ) : (
          <Button look="primary" busy={create.busy} onClick={() => void create.run(maySpend.value)}>
            {t.value.accounts.makeLink}
          </Button>
        )}
      </footer>
    </Dialog>
  );
};
