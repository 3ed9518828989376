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
};

/** The text as typed, as long as it says the value: what sets another value, sets the text. */
const shownText = <Value,>(
  typed: string,
  value: Value,
  read: (text: string) => Value,
  written: string,
): string => (read(typed) === value ? typed : written);

/** Whole credits from 0 on, typed in any form. A form can't do without: what is no number and what is empty are alike. */
export const CreditsField = ({ value, onChange, fault, ...rest }: Props) => {
  const written = value === undefined ? '' : String(value);
  const typed = useSignal(written);
  const text = shownText(typed.value, value, wholeFrom0, written);
  const isWrong = text !== '' && wholeFrom0(text) === undefined;
  return (
    <TextField
      {...rest}
      value={text}
      inputMode="numeric"
      inputClass="number"
      autoComplete="off"
      onInput={(input) => {
        typed.value = input;
        onChange(wholeFrom0(input));
      }}
      fault={isWrong ? t.value.form.wholeNumber : fault}
    />
  );
};

/** An amount of money, typed in any form. `value` and what `onChange` gets are minor units. */
export const MoneyField = ({ value, onChange, fault, currency, ...rest }: Props & { currency: string }) => {
  const written = value === undefined ? '' : moneyInput({ amount: value, currency });
  const typed = useSignal(written);
  const text = shownText(typed.value, value, (input) => minorUnits(input, currency), written);
  const isWrong = text !== '' && minorUnits(text, currency) === undefined;
  return (
    <TextField
      {...rest}
      value={text}
      inputMode="decimal"
      inputClass="number"
      autoComplete="off"
      onInput={(input) => {
        typed.value = input;
        onChange(minorUnits(input, currency));
      }}
      fault={isWrong ? t.value.form.noAmount : fault}
    />
  );
};
