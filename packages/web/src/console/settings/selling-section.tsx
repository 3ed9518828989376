import type { ProviderOffer, Settings } from '@scrip/client';
import { CheckField, SelectField, TextField } from '../../design/field.tsx';
import { Card } from '../../design/parts.tsx';
import { CreditsFor } from '../form/credits-for.tsx';
import { Rows } from '../form/rows.tsx';
import { t } from '../texts.ts';
import type { Part, TierForm } from './form.ts';
import { Providers } from './providers.tsx';

const MOST_TIERS = 20;

const BonusTiers = ({
  tiers,
  change,
  fault,
}: {
  tiers: TierForm[];
  change: (tiers: TierForm[]) => void;
  fault: Part['fault'];
}) => (
  <Rows
    legend={t.value.settings.bonusTiers}
    items={tiers}
    change={change}
    added={(): TierForm => ({ fromCredits: '', bonusCredits: '' })}
    addText={t.value.settings.addTier}
    name={t.value.settings.tier}
    most={MOST_TIERS}
    fault={fault('/customAmount/bonusTiers')}
  >
    {(tier, set, index) => (
      <div class="grow stack tight">
        <div class="row-fields">
          <TextField
            label={t.value.settings.tierFrom}
            inputMode="numeric"
            inputClass="number"
            value={tier.fromCredits}
            onInput={(fromCredits) => set({ ...tier, fromCredits })}
            fault={fault(`/customAmount/bonusTiers/${index}/fromCredits`)}
          />
          <TextField
            label={t.value.settings.tierBonus}
            inputMode="numeric"
            inputClass="number"
            value={tier.bonusCredits}
            onInput={(bonusCredits) => set({ ...tier, bonusCredits })}
            fault={fault(`/customAmount/bonusTiers/${index}/bonusCredits`)}
          />
        </div>
        <CreditsFor
          label={t.value.form.fields.bonusOnlyFor}
          value={tier.bonusOnlyFor}
          onChange={(bonusOnlyFor) => set({ ...tier, bonusOnlyFor })}
          fault={fault(`/customAmount/bonusTiers/${index}/bonusOnlyFor`)}
        />
      </div>
    )}
  </Rows>
);

const CustomAmount = ({ form: { customAmount, currency }, set, fault }: Part) => {
  const change = (changed: Partial<typeof customAmount>): void =>
    set({ customAmount: { ...customAmount, ...changed } });
  return (
    <div class="stack">
      <CheckField
        label={t.value.settings.customAmount}
        help={t.value.settings.customAmountHelp}
        checked={customAmount.isOn}
        onChange={(isOn) => change({ isOn })}
      />
      {customAmount.isOn && (
        <>
          <div class="columns thirds">
            <TextField
              label={t.value.settings.unitPrice(currency)}
              inputMode="decimal"
              inputClass="number"
              value={customAmount.unitPrice}
              onInput={(unitPrice) => change({ unitPrice })}
              fault={fault('/customAmount/unitPrice')}
            />
            <TextField
              label={`${t.value.settings.minimum} (${t.value.settings.credits})`}
              inputMode="numeric"
              inputClass="number"
              value={customAmount.minimum}
              onInput={(minimum) => change({ minimum })}
              fault={fault('/customAmount/minimum')}
            />
            <TextField
              label={`${t.value.settings.maximum} (${t.value.settings.credits})`}
              inputMode="numeric"
              inputClass="number"
              value={customAmount.maximum}
              onInput={(maximum) => change({ maximum })}
              fault={fault('/customAmount/maximum')}
            />
          </div>
          <BonusTiers
            tiers={customAmount.bonusTiers}
            change={(bonusTiers) => change({ bonusTiers })}
            fault={fault}
          />
        </>
      )}
    </div>
  );
};

const ReturnUrls = ({ form, set, fault }: Part) => (
  <Rows
    legend={t.value.settings.returnUrls}
    items={form.returnUrls}
    change={(returnUrls) => set({ returnUrls })}
    added={() => ''}
    addText={t.value.settings.addUrl}
    name={t.value.settings.returnUrl}
    least={1}
    most={20}
    isOrdered
    fault={fault('/returnUrls')}
  >
    {(url, change, index) => (
      <TextField
        class="grow"
        label={index === 0 ? t.value.settings.defaultUrl : t.value.settings.returnUrl(index + 1)}
        hideLabel={index > 0}
        inputMode="url"
        value={url}
        onInput={change}
        fault={fault(`/returnUrls/${index}`)}
      />
    )}
  </Rows>
);

const Balances = ({ form, set, fault }: Part) => {
  const { reversalsAre, balanceWidgetIs } = t.value.settings;
  return (
    <div class="columns even">
      <TextField
        label={`${t.value.settings.lowBalance} (${t.value.settings.credits})`}
        inputMode="numeric"
        inputClass="number"
        value={form.lowBalance}
        onInput={(lowBalance) => set({ lowBalance })}
        fault={fault('/lowBalance')}
      />
      <TextField
        label={t.value.settings.expiringSoonDays}
        inputMode="numeric"
        inputClass="number"
        value={form.expiringSoonDays}
        onInput={(expiringSoonDays) => set({ expiringSoonDays })}
        fault={fault('/expiringSoonDays')}
      />
      <SelectField<Settings['balanceWidget']>
        label={t.value.settings.balanceWidget}
        value={form.balanceWidget}
        options={[
          ['shown', balanceWidgetIs.shown],
          ['with_credits', balanceWidgetIs.with_credits],
          ['hidden', balanceWidgetIs.hidden],
        ]}
        onChange={(balanceWidget) => set({ balanceWidget })}
      />
      <SelectField<Settings['reversals']>
        label={t.value.settings.reversals}
        value={form.reversals}
        options={[
          ['debt', reversalsAre.debt],
          ['give_up', reversalsAre.give_up],
        ]}
        onChange={(reversals) => set({ reversals })}
      />
    </div>
  );
};

/** @param offers as the API last knew them */
export const SellingSection = ({ offers, ...part }: Part & { offers: readonly ProviderOffer[] }) => {
  const { form, set, fault } = part;
  return (
    <Card title={t.value.settings.selling} id="selling">
      <div class="body stack loose">
        <div class="stack tight">
          <CheckField
            label={t.value.settings.creditSales}
            checked={form.creditSales}
            onChange={(creditSales) => set({ creditSales })}
          />
          <CheckField
            label={t.value.settings.creditPayments}
            checked={form.creditPayments}
            onChange={(creditPayments) => set({ creditPayments })}
          />
        </div>
        <Providers
          chosen={form.providers}
          offers={offers}
          choose={(providers) => set({ providers })}
          fault={fault('/providers')}
        />
        <CustomAmount {...part} />
        <Balances {...part} />
        <ReturnUrls {...part} />
      </div>
    </Card>
  );
};
