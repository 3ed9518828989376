import { useSignal } from '@preact/signals';
import { type AllowanceInput, putAllowance } from '@scrip/client';
import { Segments, SelectField, TextField } from '../../design/field.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { common } from '../../language/texts.ts';
import { restrictedTexts } from '../../restricted/texts.ts';
import { client } from '../client.ts';
import { useBase } from '../../data/base.ts';
import { Conflict } from '../form/conflict.tsx';
import { CreditsFor } from '../form/credits-for.tsx';
import { faultAt, isConflict, otherFaults } from '../form/faults.ts';
import { FormDialog } from '../../design/form-dialog.tsx';
import { type ConsoleTexts, t } from '../texts.ts';
import { type AllowanceForm, emptyForm, formOf, inputOf, isNoNumber } from './form.ts';
import { Preview } from './preview.tsx';
import { inputFrom, lookAgain, type StoredAllowance } from './stored-allowance.ts';

/** The fields that say their own faults. */
const SHOWN = ['/name', '/startsOn', '/amount', '/expiryDays', '/rollOverUpTo'];

/** What people call the fields. */
const labelsIn = (texts: ConsoleTexts['allowances']) => ({
  name: texts.name,
  amount: texts.amount,
  class: texts.class,
  onlyFor: restrictedTexts().onlyFor,
  expiry: texts.expiry,
  expiryDays: texts.expiryDays,
  rollOverUpTo: texts.rollOverUpTo,
  paused: texts.states.paused,
  endsOn: texts.endsOn,
});

type Part = {
  form: AllowanceForm;
  set: (changed: Partial<AllowanceForm>) => void;
  fault: (pointer: string) => string | undefined;
};

type NumberName = 'amount' | 'expiryDays' | 'rollOverUpTo';

const NumberText = ({
  name,
  label,
  help,
  optional = false,
  form,
  set,
  fault,
}: Part & { name: NumberName; label: string; help?: string; optional?: boolean }) => (
  <TextField
    label={label}
    help={help}
    optional={optional}
    value={form[name]}
    inputMode="numeric"
    inputClass="number"
    autoComplete="off"
    onInput={(text) => set({ [name]: text })}
    fault={isNoNumber(form[name]) ? t.value.form.wholeNumber : fault(`/${name}`)}
  />
);

const Expiry = (part: Part) => (
  <div class="columns even">
    <SelectField
      label={t.value.allowances.expiry}
      value={part.form.expiry}
      options={[
        ['period_end', t.value.allowances.expiries.period_end],
        ['days', t.value.allowances.expiries.days],
        ['never', t.value.allowances.expiries.never],
      ]}
      onChange={(expiry) => part.set({ expiry })}
    />
    {part.form.expiry === 'days' && (
      <NumberText {...part} name="expiryDays" label={t.value.allowances.expiryDays} />
    )}
    {part.form.expiry === 'period_end' && (
      <NumberText
        {...part}
        name="rollOverUpTo"
        label={t.value.allowances.rollOverUpTo}
        help={t.value.allowances.rollOverHelp}
        optional
      />
    )}
  </div>
);

const Schedule = ({ form, set, fault }: Part) => (
  <div class="columns even">
    <SelectField
      label={t.value.allowances.every}
      value={form.every}
      options={[
        ['day', t.value.allowances.intervals.day],
        ['week', t.value.allowances.intervals.week],
        ['month', t.value.allowances.intervals.month],
      ]}
      onChange={(every) => set({ every })}
    />
    <TextField
      type="date"
      label={t.value.allowances.startsOn}
      help={t.value.allowances.startsOnHelp}
      value={form.startsOn}
      onInput={(startsOn) => set({ startsOn })}
      fault={fault('/startsOn')}
    />
  </div>
);

/**
 * Makes an allowance, or changes one.
 * @param stored what is changed, as it was read last with its ETag; undefined for a new one
 * @param today the agency's day
 */
export const AllowanceDialog = ({
  stored,
  today,
  close,
}: {
  stored: StoredAllowance | undefined;
  today: string;
  close: () => void;
}) => {
  const form = useSignal(stored ? formOf(stored.allowance) : emptyForm(today));
  const base = useBase(stored && inputFrom(stored), stored, inputFrom);
  const save = useDeed(
    (allowanceId: string, body: AllowanceInput, etag: string | undefined) =>
      `allowance:${allowanceId}:${etag ?? ''}:${JSON.stringify(body)}`,
    (_key, allowanceId: string, body: AllowanceInput, etag: string | undefined) =>
      client.call(putAllowance, {
        params: { allowanceId },
        headers: etag === undefined ? { 'if-none-match': '*' } : { 'if-match': etag },
        body,
      }),
    async () => {
      await lookAgain();
      close();
      toast(t.value.form.saved);
    },
  );
  const input = inputOf(form.value);
  const id = form.value.id.trim();
  const press = async (etag = base.etag): Promise<void> => {
    if (!input || id === '' || (stored && etag === undefined)) return;
    await save.run(id, input, etag);
    if (stored && isConflict(save.failure)) await lookAgain();
  };
  const isTaken = !stored && isConflict(save.failure);
  const { theirs } = base;
  const isStale = !save.busy && theirs !== undefined;
  const set = (changed: Partial<AllowanceForm>): void => {
    form.value = { ...form.value, ...changed };
  };
  const part = { form: form.value, set, fault: (pointer: string) => faultAt(save.failure, pointer) };
  return (
    <FormDialog
      title={stored ? t.value.allowances.editTitle(stored.allowance.name) : t.value.allowances.new}
      deedText={stored ? t.value.form.save : t.value.allowances.new}
      wide
      busy={save.busy}
      isReady={input !== undefined && id !== '' && (!stored || base.etag !== undefined)}
      problem={isTaken || isStale ? undefined : otherFaults(save.failure, SHOWN)}
      press={() => void press()}
      close={close}
    >
      <div class="columns even">
        <TextField
          label={t.value.allowances.name}
          help={t.value.allowances.customersRead}
          value={form.value.name}
          onInput={(name) => set({ name })}
          fault={part.fault('/name')}
        />
        {!stored && (
          <TextField
            label={t.value.allowances.id}
            help={t.value.allowances.idHelp}
            value={form.value.id}
            inputClass="mono"
            onInput={(value) => set({ id: value })}
            fault={isTaken ? common.value.problems.already_there : undefined}
          />
        )}
      </div>
      {stored ? <p class="small second">{t.value.allowances.changeHelp}</p> : <Schedule {...part} />}
      <NumberText {...part} name="amount" label={t.value.allowances.amount} />
      <Segments
        label={t.value.allowances.class}
        value={form.value.class}
        options={[
          ['promo', common.value.lotClass.promo],
          ['paid', common.value.lotClass.paid],
        ]}
        onChange={(lotClass) => set({ class: lotClass })}
      />
      <Expiry {...part} />
      <CreditsFor value={form.value.onlyFor} onChange={(onlyFor) => set({ onlyFor })} />
      {input && id !== '' && <Preview allowanceId={id} body={input} />}
      {isStale && input && (
        <Conflict
          mine={input}
          theirs={inputFrom(theirs)}
          labels={labelsIn(t.value.allowances)}
          keepMine={() => void press(base.adopt())}
          takeTheirs={() => {
            form.value = formOf(theirs.allowance);
            base.adopt();
            save.reset();
          }}
        />
      )}
    </FormDialog>
  );
};
