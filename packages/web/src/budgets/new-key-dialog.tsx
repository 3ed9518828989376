import { useSignal } from '@preact/signals';
import type { Spender, SpenderKeyInput } from '@scrip/client';
import { SelectField, TextField } from '../design/field.tsx';
import { FormDialog } from '../design/form-dialog.tsx';
import { SecretDialog } from '../design/secret-dialog.tsx';
import { useDeed } from '../data/deed.ts';
import { endOfDay } from '../language/calendar.ts';
import type { KeyDeeds } from './keys.tsx';
import { keyProblem } from './key-problem.ts';
import { budgetTexts } from './texts.ts';

/** Creates a key of a spender, and shows it this once. */
export const NewKeyDialog = ({
  spenders,
  create,
  created,
  close,
}: {
  spenders: readonly Spender[];
  create: KeyDeeds['create'];
  created: () => Promise<unknown>;
  close: () => void;
}) => {
  const t = budgetTexts().keys;
  const spender = useSignal(spenders[0]?.id ?? '');
  const name = useSignal('');
  const lastDay = useSignal('');
  const key = useSignal<string | undefined>(undefined);
  const making = useDeed(
    (body: SpenderKeyInput) => `spender-key:${JSON.stringify(body)}`,
    (idempotencyKey, body: SpenderKeyInput) => create(body, idempotencyKey),
    async (made) => {
      key.value = made.key;
      await created();
    },
  );
  if (key.value !== undefined)
    return (
      <SecretDialog
        title={t.made}
        help={t.once}
        label={t.key}
        secret={key.value}
        closeText={t.copied}
        close={close}
      />
    );
  return (
    <FormDialog
      title={t.make}
      deedText={t.make}
      busy={making.busy}
      isReady={name.value.trim() !== '' && spender.value !== ''}
      problem={making.failure && keyProblem(making.failure)}
      press={() =>
        void making.run({
          spender: spender.value,
          name: name.value.trim(),
          ...(lastDay.value !== '' && { expiresAt: endOfDay(lastDay.value) }),
        })
      }
      close={close}
    >
      <SelectField
        label={t.spender}
        value={spender.value}
        options={spenders.map((one) => [one.id, one.name] as const)}
        onChange={(chosen) => (spender.value = chosen)}
      />
      <TextField
        label={t.name}
        help={t.nameHelp}
        value={name.value}
        maxLength={100}
        onInput={(value) => (name.value = value)}
      />
      <TextField
        type="date"
        optional
        label={t.expires}
        help={t.expiresHelp}
        value={lastDay.value}
        onInput={(value) => (lastDay.value = value)}
      />
    </FormDialog>
  );
};
