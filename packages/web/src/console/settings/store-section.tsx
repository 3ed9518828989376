import { CheckField, SelectField, TextField } from '../../design/field.tsx';
import { Card } from '../../design/parts.tsx';
import { Rows } from '../form/rows.tsx';
import { t } from '../texts.ts';
import { currencyChoices } from './choices.ts';
import type { Part, RateForm } from './form.ts';

const MOST_RATES = 200;

const Refunds = ({ form: { purchaseRefunds }, set, fault }: Part) => {
  const change = (changed: Partial<typeof purchaseRefunds>): void =>
    set({ purchaseRefunds: { ...purchaseRefunds, ...changed } });
  return (
    <div class="stack">
      <CheckField
        label={t.value.settings.purchaseRefunds}
        checked={purchaseRefunds.isOn}
        onChange={(isOn) => change({ isOn })}
      />
      {purchaseRefunds.isOn && (
        <div class="columns even">
          <TextField
            label={t.value.settings.refundDays}
            inputMode="numeric"
            inputClass="number"
            value={purchaseRefunds.days}
            onInput={(days) => change({ days })}
            fault={fault('/purchaseRefunds/days')}
          />
          <CheckField
            label={t.value.settings.afterDownload}
            checked={purchaseRefunds.afterDownload}
            onChange={(afterDownload) => change({ afterDownload })}
          />
        </div>
      )}
    </div>
  );
};

const Transfers = ({ form: { transfers }, set }: Part) => (
  <div class="stack">
    <CheckField
      label={t.value.settings.transfers}
      checked={transfers.isOn}
      onChange={(isOn) => set({ transfers: { ...transfers, isOn } })}
    />
    {transfers.isOn && (
      <CheckField
        label={t.value.settings.transferPromo}
        checked={transfers.promo}
        onChange={(promo) => set({ transfers: { ...transfers, promo } })}
      />
    )}
  </div>
);

const Rates = ({ form: { invoiceRates, currency }, set, fault }: Part) => {
  const taken = new Set(invoiceRates.map((rate) => rate.currency));
  const free = currencyChoices(currency).find(([code]) => !taken.has(code));
  const added = (): RateForm => ({
    currency: taken.has(currency) ? (free?.[0] ?? currency) : currency,
    credits: '1',
    amount: '',
  });
  return (
    <Rows
      legend={t.value.settings.invoiceRates}
      items={invoiceRates}
      change={(rates) => set({ invoiceRates: rates })}
      added={added}
      addText={t.value.settings.addRate}
      name={t.value.settings.rate}
      most={MOST_RATES}
      fault={fault('/invoiceRates')}
    >
      {(rate, change) => (
        <div class="grow row-fields">
          <TextField
            label={t.value.settings.rateCredits}
            inputMode="numeric"
            inputClass="number"
            value={rate.credits}
            onInput={(credits) => change({ ...rate, credits })}
            fault={fault(`/invoiceRates/${rate.currency}/credits`)}
          />
          <TextField
            label={t.value.settings.rateAmount}
            inputMode="decimal"
            inputClass="number"
            value={rate.amount}
            onInput={(amount) => change({ ...rate, amount })}
            fault={fault(`/invoiceRates/${rate.currency}/amount`)}
          />
          <SelectField
            label={t.value.settings.rateCurrency}
            value={rate.currency}
            options={currencyChoices(rate.currency).filter(
              ([code]) => code === rate.currency || !taken.has(code),
            )}
            onChange={(chosen) => change({ ...rate, currency: chosen })}
            fault={fault(`/invoiceRates/${rate.currency}`)}
          />
        </div>
      )}
    </Rows>
  );
};

export const StoreSection = (part: Part) => (
  <Card title={t.value.settings.store} id="store">
    <div class="body stack loose">
      <div class="columns even">
        <TextField
          label={t.value.settings.quoteMinutes}
          inputMode="numeric"
          inputClass="number"
          value={part.form.quoteMinutes}
          onInput={(quoteMinutes) => part.set({ quoteMinutes })}
          fault={part.fault('/quoteMinutes')}
        />
      </div>
      <Refunds {...part} />
      <Transfers {...part} />
      <Rates {...part} />
    </div>
  </Card>
);
