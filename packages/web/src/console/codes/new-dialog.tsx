import { useSignal } from '@preact/signals';
import { createPromoCodes, type PromoBatchInput } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Segments, SelectField, TextField } from '../../design/field.tsx';
import { Notice } from '../../design/parts.tsx';
import { useDeed } from '../../data/deed.ts';
import { queryClient } from '../../data/query.ts';
import { saveFile } from '../../data/save-file.ts';
import { common } from '../../language/texts.ts';
import { wholeFrom1 } from '../../language/whole.ts';
import { client } from '../client.ts';
import { CreditsFor } from '../form/credits-for.tsx';
import { faultAt, otherFaults } from '../form/faults.ts';
import { t } from '../texts.ts';
import { type CodesForm, EMPTY_FORM, inputOf } from './form.ts';

/** The fields that say their own faults. */
const SHOWN = [
  '/name',
  '/credits',
  '/codes',
  '/code',
  '/usesPerCode',
  '/usesPerAccount',
  '/from',
  '/to',
  '/onlyFor',
];

type Part = {
  form: CodesForm;
  set: (changed: Partial<CodesForm>) => void;
  fault: (pointer: string) => string | undefined;
};

const Rules = ({ form, set, fault }: Part) => (
  <>
    <div class="columns even">
      <TextField
        label={t.value.codes.usesPerCode}
        help={t.value.codes.usesPerCodeHelp}
        optional
        value={form.usesPerCode}
        inputMode="numeric"
        onInput={(usesPerCode) => set({ usesPerCode })}
        fault={fault('/usesPerCode')}
      />
      <TextField
        label={t.value.codes.usesPerAccount}
        optional
        value={form.usesPerAccount}
        inputMode="numeric"
        onInput={(usesPerAccount) => set({ usesPerAccount })}
        fault={fault('/usesPerAccount')}
      />
      <TextField
        type="date"
        label={t.value.codes.validFrom}
        optional
        value={form.from}
        onInput={(from) => set({ from })}
        fault={fault('/from')}
      />
      <TextField
        type="date"
        label={t.value.codes.validTo}
        optional
        value={form.to}
        onInput={(to) => set({ to })}
        fault={fault('/to')}
      />
    </div>
    <div class="columns even">
      <SelectField
        label={t.value.codes.expiry}
        value={form.expiry}
        options={[
          ['never', t.value.codes.expiryNever],
          ['after', t.value.codes.expiryAfter],
          ['at', t.value.codes.expiryAt],
        ]}
        onChange={(expiry) => set({ expiry })}
      />
      {form.expiry === 'after' && (
        <TextField
          label={t.value.codes.days}
          value={form.days}
          inputMode="numeric"
          onInput={(days) => set({ days })}
        />
      )}
      {form.expiry === 'at' && (
        <TextField type="date" label={t.value.codes.day} value={form.day} onInput={(day) => set({ day })} />
      )}
    </div>
    <TextField
      label={t.value.codes.regions}
      help={t.value.codes.regionsHelp}
      optional
      value={form.regions}
      onInput={(regions) => set({ regions })}
    />
    <CreditsFor value={form.onlyFor} onChange={(onlyFor) => set({ onlyFor })} fault={fault('/onlyFor')} />
  </>
);

const What = ({ form, set, fault }: Part) => (
  <>
    <Segments
      label={t.value.codes.kind}
      value={form.kind}
      options={[
        ['random', t.value.codes.random],
        ['worded', t.value.codes.worded],
      ]}
      onChange={(kind) => set({ kind })}
    />
    <TextField
      label={t.value.codes.name}
      help={t.value.codes.nameHelp}
      value={form.name}
      onInput={(name) => set({ name })}
      fault={fault('/name')}
      maxLength={100}
    />
    <div class="columns even">
      <TextField
        label={t.value.codes.credits}
        value={form.credits}
        inputMode="numeric"
        onInput={(credits) => set({ credits })}
        fault={
          form.credits !== '' && wholeFrom1(form.credits) === undefined
            ? t.value.codes.wholeNumber
            : fault('/credits')
        }
      />
      {form.kind === 'random' ? (
        <TextField
          label={t.value.codes.count}
          value={form.codes}
          inputMode="numeric"
          onInput={(codes) => set({ codes })}
          fault={fault('/codes')}
        />
      ) : (
        <TextField
          label={t.value.codes.code}
          help={t.value.codes.codeHelp}
          value={form.code}
          inputClass="mono"
          onInput={(code) => set({ code })}
          fault={fault('/code')}
        />
      )}
    </div>
  </>
);

/** Codes are shown once: they are saved from here. */
const Made = ({ csv, name, close }: { csv: string; name: string; close: () => void }) => (
  <Dialog title={t.value.codes.made} onClose={close}>
    <p>{t.value.codes.madeHelp}</p>
    <textarea class="input mono" readOnly rows={8} aria-label={t.value.codes.made} value={csv} />
    <footer>
      <Button onClick={close}>{common.value.close}</Button>
      <Button look="primary" icon="download" onClick={() => saveFile(`${name}.csv`, [csv], 'text/csv')}>
        {t.value.codes.save}
      </Button>
    </footer>
  </Dialog>
);

/** Creates random codes, or one in the agency's own words. */
export const NewCodesDialog = ({ close }: { close: () => void }) => {
  const form = useSignal(EMPTY_FORM);
  const made = useSignal<string | undefined>(undefined);
  const create = useDeed(
    (body: PromoBatchInput) => `codes:${JSON.stringify(body)}`,
    (idempotencyKey, body: PromoBatchInput) => client.call(createPromoCodes, { body }, { idempotencyKey }),
    async (csv) => {
      made.value = csv;
      await queryClient.invalidateQueries({ queryKey: ['promo-codes'] });
    },
  );
  const input = inputOf(form.value);
  if (made.value !== undefined) return <Made csv={made.value} name={form.value.name} close={close} />;
  const set = (changed: Partial<CodesForm>): void => {
    form.value = { ...form.value, ...changed };
  };
  const part = { form: form.value, set, fault: (pointer: string) => faultAt(create.failure, pointer) };
  const others = otherFaults(create.failure, SHOWN);
  return (
    <Dialog title={t.value.codes.new} onClose={close} busy={create.busy} wide>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (input) void create.run(input);
        }}
      >
        <What {...part} />
        <Rules {...part} />
        {input && (
          <Notice>
            {t.value.form.preview}:{' '}
            <strong>{t.value.codes.preview(common.value.credits(input.credits), input.name)}</strong>
          </Notice>
        )}
        {others !== undefined && (
          <Notice tone="zero" live>
            {others}
          </Notice>
        )}
        <footer>
          <Button disabled={create.busy} onClick={close}>
            {common.value.cancel}
          </Button>
          <Button look="primary" type="submit" busy={create.busy} disabled={!input}>
            {form.value.kind === 'worded'
              ? t.value.codes.createWorded
              : input?.codes === undefined
                ? t.value.codes.new
                : t.value.codes.create(t.value.codes.codes(input.codes), common.value.credits(input.credits))}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};
