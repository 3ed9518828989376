import { useSignal } from '@preact/signals';
import { TextField } from '../../design/field.tsx';
import { wholeFrom1 } from '../../language/whole.ts';
import { sendTexts } from './texts.ts';

const MAX_NOTE = 256;

/** How many credits somebody sends, and the words with them, as typed. */
export const useAmountAndNote = () => {
  const amount = useSignal('');
  const note = useSignal('');
  return {
    amount,
    note,
    /** @returns the amount, undefined where it is none, and the note, if there is one, as a part of a body */
    typed: () => ({
      amount: wholeFrom1(amount.value),
      note: note.value.trim() === '' ? {} : { note: note.value.trim() },
    }),
    clear: () => {
      amount.value = '';
      note.value = '';
    },
  };
};

export const AmountAndNote = ({
  of: { amount, note, typed },
  changed,
}: {
  of: ReturnType<typeof useAmountAndNote>;
  changed: () => void;
}) => {
  const t = sendTexts();
  return (
    <>
      <TextField
        label={t.amount}
        value={amount.value}
        onInput={(value) => {
          amount.value = value;
          changed();
        }}
        fault={amount.value.trim() !== '' && typed().amount === undefined ? t.notANumber : undefined}
        inputMode="numeric"
        autoComplete="off"
      />
      <TextField
        label={t.note}
        optional
        value={note.value}
        onInput={(value) => {
          note.value = value;
          changed();
        }}
        maxLength={MAX_NOTE}
      />
    </>
  );
};
