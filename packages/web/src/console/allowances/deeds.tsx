import { useSignal } from '@preact/signals';
import { type AllowanceInput, deleteAllowance, putAllowance } from '@scrip/client';
import { useLocation } from 'preact-iso';
import { TextField } from '../../design/field.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { queryClient } from '../../data/query.ts';
import { client } from '../client.ts';
import { Ask } from '../form/ask.tsx';
import { faultAt, isConflict, otherFaults } from '../form/faults.ts';
import { FormDialog } from '../../design/form-dialog.tsx';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { lookAgain, type StoredAllowance } from './stored-allowance.ts';

type Props = { stored: StoredAllowance; close: () => void };

/** Changes some of an allowance, and leaves the rest as it is. Where somebody else changed it, reads it again. */
const useChange = ({ stored: { allowance, etag }, close }: Props) => {
  const change = useDeed(
    (some: Partial<AllowanceInput>) => `allowance:${allowance.id}:${etag}:${JSON.stringify(some)}`,
    (_key, some: Partial<AllowanceInput>) =>
      client.call(putAllowance, {
        params: { allowanceId: allowance.id },
        headers: { 'if-match': etag },
        body: { ...allowance, ...some },
      }),
    async () => {
      await lookAgain();
      close();
      toast(t.value.form.saved);
    },
  );
  const press = async (some: Partial<AllowanceInput>): Promise<void> => {
    await change.run(some);
    if (isConflict(change.failure)) await lookAgain();
  };
  return { change, press };
};

/** Pauses an allowance, or resumes it. */
export const PauseDialog = ({ stored, close }: Props) => {
  const { change, press } = useChange({ stored, close });
  // As it was when somebody asked: not what a later look says.
  const isPaused = useSignal(stored.allowance.paused === true).value;
  const { name } = stored.allowance;
  const { pause, pauseTitle, pauseBody, resume, resumeTitle, resumeBody } = t.value.allowances;
  return (
    <FormDialog
      title={isPaused ? resumeTitle(name) : pauseTitle(name)}
      deedText={isPaused ? resume : pause}
      busy={change.busy}
      isReady
      problem={otherFaults(change.failure, [])}
      press={() => void press({ paused: isPaused ? undefined : true })}
      close={close}
    >
      <p>{isPaused ? resumeBody : pauseBody}</p>
    </FormDialog>
  );
};

/** Sets the last day of an allowance, or takes it away. */
export const EndDialog = ({ stored, today, close }: Props & { today: string }) => {
  const { change, press } = useChange({ stored, close });
  const endsOn = useSignal(stored.allowance.endsOn ?? today);
  return (
    <FormDialog
      title={t.value.allowances.endTitle(stored.allowance.name)}
      deedText={t.value.form.save}
      busy={change.busy}
      isReady
      problem={otherFaults(change.failure, ['/endsOn'])}
      press={() => void press({ endsOn: endsOn.value === '' ? undefined : endsOn.value })}
      close={close}
    >
      <p>{t.value.allowances.endBody}</p>
      <TextField
        type="date"
        label={t.value.allowances.endsOn}
        help={t.value.allowances.endsOnHelp}
        optional
        min={today}
        value={endsOn.value}
        onInput={(day) => (endsOn.value = day)}
        fault={faultAt(change.failure, '/endsOn')}
      />
    </FormDialog>
  );
};

export const DeleteDialog = ({ stored: { allowance, etag }, close }: Props) => {
  const { route } = useLocation();
  const remove = useDeed(
    () => `delete-allowance:${allowance.id}:${etag}`,
    () =>
      client.call(deleteAllowance, { params: { allowanceId: allowance.id }, headers: { 'if-match': etag } }),
    () => {
      // The list is read anew: it must not show for a moment what is gone.
      queryClient.removeQueries({ queryKey: ['allowances'], exact: true });
      route(href('/allowances'), true);
      toast(t.value.allowances.removed(allowance.name));
      queryClient.removeQueries({ queryKey: ['allowances', allowance.id] });
    },
  );
  const press = async (): Promise<void> => {
    await remove.run();
    if (isConflict(remove.failure)) await lookAgain();
  };
  return (
    <Ask
      title={t.value.allowances.removeTitle(allowance.name)}
      deedText={t.value.allowances.remove}
      deed={remove}
      press={() => void press()}
      close={close}
    >
      <p>{t.value.allowances.removeBody}</p>
    </Ask>
  );
};
