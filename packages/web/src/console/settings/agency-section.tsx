import { SelectField, TextField } from '../../design/field.tsx';
import { Card } from '../../design/parts.tsx';
import { t } from '../texts.ts';
import { currencyChoices, timeZoneChoices } from './choices.ts';
import type { Part } from './form.ts';

export const AgencySection = ({ form, set, fault }: Part) => (
  <Card title={t.value.settings.agency} id="agency">
    <div class="body stack">
      <TextField
        label={t.value.settings.name}
        value={form.name}
        maxLength={120}
        onInput={(name) => set({ name })}
        fault={fault('/name')}
      />
      <div class="columns even">
        <SelectField
          label={t.value.settings.currency}
          help={t.value.settings.currencyHelp}
          value={form.currency}
          options={currencyChoices(form.currency)}
          onChange={(currency) => set({ currency })}
          fault={fault('/currency')}
        />
        <SelectField
          label={t.value.settings.timeZone}
          help={t.value.settings.timeZoneHelp}
          value={form.timeZone}
          options={timeZoneChoices(form.timeZone)}
          onChange={(timeZone) => set({ timeZone })}
          fault={fault('/timeZone')}
        />
        <TextField
          label={t.value.settings.defaultRegion}
          help={t.value.settings.defaultRegionHelp}
          optional
          value={form.defaultRegion}
          maxLength={16}
          onInput={(defaultRegion) => set({ defaultRegion })}
          fault={fault('/defaultRegion')}
        />
      </div>
    </div>
  </Card>
);

/** How long personal data stays. */
export const PrivacySection = ({ form, set, fault }: Part) => (
  <Card title={t.value.settings.privacy} id="privacy">
    <div class="body columns even">
      <TextField
        label={t.value.settings.retentionDays}
        help={t.value.settings.retentionHelp}
        optional
        inputMode="numeric"
        value={form.retentionDays}
        onInput={(retentionDays) => set({ retentionDays })}
        fault={fault('/retentionDays')}
      />
    </div>
  </Card>
);
