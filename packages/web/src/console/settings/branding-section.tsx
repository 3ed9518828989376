import { CheckField, Field, SelectField, TextField } from '../../design/field.tsx';
import { Card } from '../../design/parts.tsx';
import { t } from '../texts.ts';
import type { BrandingForm, Part } from './form.ts';
import { Preview } from './preview.tsx';

/** A colour to be typed or chosen. */
const ColourField = ({
  label,
  value,
  onInput,
  fault,
}: {
  label: string;
  value: string;
  onInput: (value: string) => void;
  fault: string | undefined;
}) => (
  <Field label={label} fault={fault}>
    {(described) => (
      <span class="row">
        <input
          {...described}
          class="input mono"
          value={value}
          maxLength={7}
          spellcheck={false}
          onInput={({ currentTarget }) => onInput(currentTarget.value)}
        />
        <input
          type="color"
          class="input"
          aria-label={t.value.settings.pick(label)}
          value={value}
          onInput={({ currentTarget }) => onInput(currentTarget.value)}
        />
      </span>
    )}
  </Field>
);

type Look = {
  branding: BrandingForm;
  change: (changed: Partial<BrandingForm>) => void;
  fault: Part['fault'];
};

const Colours = ({ branding, change, fault }: Look) => (
  <div class="stack">
    <CheckField
      label={t.value.settings.ownAccent}
      checked={branding.hasAccent}
      onChange={(hasAccent) => change({ hasAccent })}
    />
    {branding.hasAccent && (
      <div class="columns even">
        <ColourField
          label={t.value.settings.light}
          value={branding.light}
          onInput={(light) => change({ light })}
          fault={fault('/branding/accent/light')}
        />
        <ColourField
          label={t.value.settings.dark}
          value={branding.dark}
          onInput={(dark) => change({ dark })}
          fault={fault('/branding/accent/dark')}
        />
      </div>
    )}
  </div>
);

const Contact = ({ branding, change, fault }: Look) => {
  const { languagesAre } = t.value.settings;
  return (
    <div class="columns even">
      <TextField
        label={t.value.settings.support}
        help={t.value.settings.supportHelp}
        optional
        maxLength={254}
        value={branding.support}
        onInput={(support) => change({ support })}
        fault={fault('/branding/support')}
      />
      <TextField
        label={t.value.settings.homeUrl}
        optional
        inputMode="url"
        placeholder="https://"
        value={branding.homeUrl}
        onInput={(homeUrl) => change({ homeUrl })}
        fault={fault('/branding/homeUrl')}
      />
      <SelectField<BrandingForm['languages']>
        label={t.value.settings.languages}
        value={branding.languages}
        options={[
          ['', languagesAre.none],
          ['en', languagesAre.en],
          ['de', languagesAre.de],
          ['en,de', languagesAre.enDe],
          ['de,en', languagesAre.deEn],
        ]}
        onChange={(languages) => change({ languages })}
        fault={fault('/branding/languages')}
      />
    </div>
  );
};

export const BrandingSection = ({ form, set, fault }: Part) => {
  const { branding } = form;
  const change = (changed: Partial<BrandingForm>): void => set({ branding: { ...branding, ...changed } });
  const look = { branding, change, fault };
  return (
    <Card title={t.value.settings.branding} id="branding">
      <div class="body stack loose">
        <div class="columns even">
          <TextField
            label={t.value.settings.logoUrl}
            optional
            inputMode="url"
            placeholder="https://"
            value={branding.logoUrl}
            onInput={(logoUrl) => change({ logoUrl })}
            fault={fault('/branding/logoUrl')}
          />
          <TextField
            label={t.value.settings.radius}
            optional
            inputMode="numeric"
            inputClass="number"
            value={branding.radius}
            onInput={(radius) => change({ radius })}
            fault={fault('/branding/radius')}
          />
        </div>
        <Colours {...look} />
        <Preview form={form} />
        <Contact {...look} />
      </div>
    </Card>
  );
};
