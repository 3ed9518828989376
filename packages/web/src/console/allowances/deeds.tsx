import { useSignal } from '@preact/signals';
import { type AllowanceInput, deleteAllowance, putAllowance } from '@scrip/client';
import { useLocation } from 'preact-iso';
import { TextField } from '../../design/field.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { queryClient } from '../../data/query.ts';
import { day } from '../../language/format.ts';
import { client } from '../client.ts';
import { Ask } from '../form/ask.tsx';
import { useBase } from '../../data/base.ts';
import { Conflict } from '../form/conflict.tsx';
import { faultAt, isConflict, otherFaults } from '../form/faults.ts';
import { FormDialog } from '../../design/form-dialog.tsx';
import { href } from '../paths.ts';
import { t } from '../texts.ts';
import { inputFrom, lookAgain, type StoredAllowance } from './stored-allowance.ts';

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

const dayOf = ({ allowance: { endsOn = '' } }: StoredAllowance) => ({ endsOn });

/** A last day as people read it; none where there is none. */
const shownDay = (endsOn = '') => ({ endsOn: endsOn === '' ? undefined : day(endsOn) });

/** Sets the last day of an allowance, or takes it away. */
export const EndDialog = ({ stored, today, close }: Props & { today: string }) => {
  const { change, press } = useChange({ stored, close });
  const endsOn = useSignal(stored.allowance.endsOn ?? today);
  const base = useBase(dayOf(stored), stored, dayOf);
  const { theirs } = base;
  const isStale = !change.busy && theirs !== undefined;
  const set = () => press({ endsOn: endsOn.value === '' ? undefined : endsOn.value });
  return (
    <FormDialog
      title={t.value.allowances.endTitle(stored.allowance.name)}
      deedText={t.value.form.save}
      busy={change.busy}
      isReady={!isStale}
      problem={isStale ? undefined : otherFaults(change.failure, ['/endsOn'])}
      press={() => void set()}
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
        onInput={(chosen) => (endsOn.value = chosen)}
        fault={faultAt(change.failure, '/endsOn')}
      />
      {isStale && (
        <Conflict
          mine={shownDay(endsOn.value)}
          theirs={shownDay(theirs.allowance.endsOn)}
          labels={{ endsOn: t.value.allowances.endsOn }}
          keepMine={() => {
            base.adopt();
            void set();
          }}
          takeTheirs={() => {
            endsOn.value = theirs.allowance.endsOn ?? '';
            base.adopt();
            change.reset();
          }}
        />
      )}
    </FormDialog>
  );
};

/** Deletes an allowance as somebody saw it. Where it was changed meanwhile, the dialog says so, and asks again. */
export const DeleteDialog = ({ stored, close }: Props) => {
  const { allowance } = stored;
  const { route } = useLocation();
  const base = useBase(inputFrom(stored), stored, inputFrom);
  const remove = useDeed(
    (etag: string) => `delete-allowance:${allowance.id}:${etag}`,
    (_key, etag: string) =>
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
    const etag = base.etag ?? base.adopt();
    if (etag === undefined) return;
    await remove.run(etag);
    if (isConflict(remove.failure)) await lookAgain();
  };
  return (
    <Ask
      title={t.value.allowances.removeTitle(allowance.name)}
      deedText={t.value.allowances.remove}
      deed={{ busy: remove.busy, failure: base.theirs ? { code: 'precondition_failed' } : remove.failure }}
      press={() => void press()}
      close={close}
    >
      <p>{t.value.allowances.removeBody}</p>
    </Ask>
  );
};
