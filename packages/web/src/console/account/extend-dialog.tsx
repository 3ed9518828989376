import { useSignal } from '@preact/signals';
import { createExpiryExtension } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { CheckField, TextField } from '../../design/field.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { creditsMoved } from '../../data/query.ts';
import { dayOf, endOfDay } from '../../language/calendar.ts';
import { date } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { problemIn } from '../form/problem.ts';
import { t } from '../texts.ts';
import { Refusal } from '../../data/refusal.tsx';

/** Lets the credits that expire at one time expire later, or never. */
export const ExtendDialog = ({
  accountId,
  from,
  close,
}: {
  accountId: string;
  from: string;
  close: () => void;
}) => {
  const day = useSignal('');
  const isNever = useSignal(false);
  const reason = useSignal('');
  const extend = useDeed(
    (expiresAt: string | null, why: string) => `extend:${accountId}:${from}:${expiresAt}:${why}`,
    (idempotencyKey, expiresAt: string | null, why: string) =>
      client.call(
        createExpiryExtension,
        { params: { accountId }, body: { from, expiresAt, reason: why } },
        { idempotencyKey },
      ),
  );
  const isReady = reason.value.trim() !== '' && (isNever.value || day.value !== '');
  const press = async (): Promise<void> => {
    if (!(await extend.run(isNever.value ? null : endOfDay(day.value), reason.value.trim()))) return;
    creditsMoved();
    close();
    toast(t.value.accounts.extended);
  };
  return (
    <Dialog title={t.value.accounts.extendTitle(date(from))} onClose={close} busy={extend.busy}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void press();
        }}
      >
        <TextField
          type="date"
          label={t.value.accounts.newExpiry}
          value={day.value}
          min={dayOf(from)}
          disabled={isNever.value}
          onInput={(value) => (day.value = value)}
        />
        <CheckField
          label={t.value.accounts.never}
          checked={isNever.value}
          onChange={(checked) => (isNever.value = checked)}
        />
        <TextField
          label={t.value.accounts.reason}
          help={t.value.accounts.customerReads}
          value={reason.value}
          maxLength={200}
          onInput={(value) => (reason.value = value)}
        />
        <Refusal say={problemIn} of={extend.failure} />
        <footer>
          <Button disabled={extend.busy} onClick={close}>
            {common.value.cancel}
          </Button>
          <Button look="primary" type="submit" busy={extend.busy} disabled={!isReady}>
            {t.value.accounts.extendDeed}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};
