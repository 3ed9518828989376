import { useSignal } from '@preact/signals';
import { type Meter, type MeterInput, putMeter } from '@scrip/client';
import { Segments, TextField } from '../../design/field.tsx';
import { toast } from '../../design/toast.tsx';
import { useDeed } from '../../data/deed.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { useBase } from '../../data/base.ts';
import { Conflict } from '../form/conflict.tsx';
import { faultAt, isConflict, otherFaults } from '../form/faults.ts';
import { FormDialog } from '../../design/form-dialog.tsx';
import { CreditsField } from '../form/number-field.tsx';
import { type ConsoleTexts, t } from '../texts.ts';
import { lookAgain, useStoredMeter } from './stored-meter.ts';

type Draft = {
  id: string;
  name: string;
  unit: string;
  creditsPer: number | undefined;
  per: number | undefined;
  entries: Meter['entries'];
};

const NOTHING: Draft = { id: '', name: '', unit: '', creditsPer: undefined, per: 1, entries: 'each' };

const SHOWN = ['/name', '/unit', '/creditsPer', '/per'];

const inputOf = ({ name, unit, creditsPer, per, entries }: Draft): MeterInput | undefined =>
  name.trim() === '' || unit.trim() === '' || !creditsPer || !per
    ? undefined
    : { name: name.trim(), unit: unit.trim(), creditsPer, per, entries };

/** What people call the fields. */
const labelsIn = ({ name, unit, creditsPer, per, entries }: ConsoleTexts['meters']) => ({
  name,
  unit,
  creditsPer,
  per,
  entries,
});

/** Makes a meter, or changes one. */
export const MeterDialog = ({ meter, close }: { meter: Meter | undefined; close: () => void }) => {
  const draft = useSignal<Draft>(meter ?? NOTHING);
  const set = (changed: Partial<Draft>): void => {
    draft.value = { ...draft.value, ...changed };
  };
  const stored = useStoredMeter(meter?.id);
  const save = useDeed(
    (meterId: string, body: MeterInput, etag: string) => `meter:${meterId}:${etag}:${JSON.stringify(body)}`,
    (_key, meterId: string, body: MeterInput, etag: string) =>
      client.call(putMeter, {
        params: { meterId },
        headers: meter ? { 'if-match': etag } : { 'if-none-match': '*' },
        body,
      }),
    async () => {
      await lookAgain();
      close();
      toast(t.value.form.saved);
    },
  );
  const input = inputOf(draft.value);
  const id = draft.value.id.trim();
  const base = useBase(meter && inputOf(meter), stored.data, (read) => inputOf(read.meter));
  const press = async (etag = base.etag): Promise<void> => {
    if (!input || id === '' || (meter && etag === undefined)) return;
    await save.run(id, input, etag ?? '');
    if (meter && isConflict(save.failure)) await stored.refetch();
  };
  const isTaken = !meter && isConflict(save.failure);
  const isStale = base.theirs !== undefined;
  return (
    <FormDialog
      title={meter ? t.value.meters.editTitle(meter.name) : t.value.meters.new}
      deedText={meter ? t.value.form.save : t.value.meters.new}
      busy={save.busy}
      isReady={input !== undefined && id !== '' && (meter === undefined || base.etag !== undefined)}
      problem={isTaken || isStale ? undefined : otherFaults(save.failure, SHOWN)}
      press={() => void press()}
      close={close}
    >
      <TextField
        label={t.value.meters.name}
        help={t.value.meters.customersRead}
        value={draft.value.name}
        onInput={(name) => set({ name })}
        fault={faultAt(save.failure, '/name')}
      />
      <TextField
        label={t.value.meters.id}
        help={t.value.meters.idHelp}
        value={draft.value.id}
        disabled={meter !== undefined}
        inputClass="mono"
        onInput={(value) => set({ id: value })}
        fault={isTaken ? common.value.problems.already_there : undefined}
      />
      <TextField
        label={t.value.meters.unit}
        help={t.value.meters.unitHelp}
        value={draft.value.unit}
        onInput={(unit) => set({ unit })}
        fault={faultAt(save.failure, '/unit')}
      />
      <div class="columns even">
        <CreditsField
          label={t.value.meters.creditsPer}
          value={draft.value.creditsPer}
          onChange={(creditsPer) => set({ creditsPer })}
          fault={faultAt(save.failure, '/creditsPer')}
        />
        <CreditsField
          label={t.value.meters.per}
          value={draft.value.per}
          onChange={(per) => set({ per })}
          fault={faultAt(save.failure, '/per')}
        />
      </div>
      {meter && <p class="small second">{t.value.meters.priceHelp}</p>}
      <Segments
        label={t.value.meters.entries}
        value={draft.value.entries}
        options={[
          ['each', t.value.meters.entriesOf.each],
          ['batch', t.value.meters.entriesOf.batch],
        ]}
        onChange={(entries) => set({ entries })}
      />
      {isStale && input && (
        <Conflict
          mine={input}
          theirs={base.theirs && inputOf(base.theirs.meter)}
          labels={labelsIn(t.value.meters)}
          keepMine={() => void press(base.adopt())}
          takeTheirs={() => {
            if (base.theirs) draft.value = base.theirs.meter;
            base.adopt();
            save.reset();
          }}
        />
      )}
    </FormDialog>
  );
};
