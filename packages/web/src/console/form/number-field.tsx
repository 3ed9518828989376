import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { TextField } from '../../design/field.tsx';
import { wholeFrom0 } from '../../language/whole.ts';
import { minorUnits, moneyInput } from '../../language/money-input.ts';
import { t } from '../texts.ts';

type Props = {
  label: ComponentChildren;
  value: number | undefined;
  /** Gets undefined where the text is no such number. */
  onChange: (value: number | undefined) => void;
  help?: ComponentChildren;
  fault?: string | undefined;
  optional?: boolean;
};

/** Whole credits from 0 on, typed in any form. */
export const CreditsField = ({ value, onChange, fault, ...rest }: Props) => {
  const text = useSignal(value === undefined ? '' : String(value));
  const isWrong = text.value !== '' && wholeFrom0(text.value) === undefined;
  return (
    <TextField
      {...rest}
      value={text.value}
      inputMode="numeric"
      inputClass="number"
      autoComplete="off"
      onInput={(input) => {
        text.value = input;
        onChange(wholeFrom0(input));
      }}
      fault={isWrong ? t.value.form.wholeNumber : fault}
    />
  );
};

/** An amount of money, typed in any form. `value` and what `onChange` gets are minor units. */
export const MoneyField = ({ value, onChange, fault, currency, ...rest }: Props & { currency: string }) => {
  const text = useSignal(value === undefined ? '' : moneyInput({ amount: value, currency }));
  const isWrong = text.value !== '' && minorUnits(text.value, currency) === undefined;
  return (
    <TextField
      {...rest}
      value={text.value}
      inputMode="decimal"
      inputClass="number"
      autoComplete="off"
      onInput={(input) => {
        text.value = input;
        onChange(minorUnits(input, currency));
      }}
      fault={isWrong ? t.value.form.noAmount : fault}
    />
  );
};
