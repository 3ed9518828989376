import { useSignal } from '@preact/signals';
import type { AboveBudget, OnlyFor, Result, Spender, SpenderInput, SpenderKind } from '@scrip/client';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { SelectField, TextField } from '../design/field.tsx';
import { Notice } from '../design/parts.tsx';
import { toast } from '../design/toast.tsx';
import { useDeed } from '../data/deed.ts';
import { common } from '../language/texts.ts';
import { problemText } from '../language/problem.ts';
import { wholeFrom0 } from '../language/whole.ts';
import { OnlyForField } from '../restricted/only-for-field.tsx';
import { restrictionOf, type Things } from '../restricted/things.ts';
import { budgetTexts } from './texts.ts';

const KINDS = ['member', 'device', 'agent', 'api_key'] as const satisfies readonly SpenderKind[];
const ABOVE = ['refuse', 'ask'] as const satisfies readonly AboveBudget[];
const LIMITS = ['perCall', 'perDay', 'perMonth'] as const;

/**
 * Makes a spender, or changes one: its name, what it is, its limits, and what it is for.
 * @param things what it can be for; undefined until they are known
 */
export const BudgetDialog = <Failed extends { code: string }>({
  spender,
  things,
  write,
  saved,
  close,
}: {
  spender: Spender | undefined;
  things: Things | undefined;
  write: (body: SpenderInput, idempotencyKey: string) => Promise<Result<Spender, Failed>>;
  saved: () => Promise<unknown>;
  close: () => void;
}) => {
  const t = budgetTexts();
  const name = useSignal(spender?.name ?? '');
  const kind = useSignal<SpenderKind>(spender?.kind ?? 'member');
  const onlyFor = useSignal<OnlyFor>(spender?.onlyFor ?? {});
  const above = useSignal<AboveBudget>(spender?.above ?? 'refuse');
  const typed = useSignal({
    perCall: String(spender?.limits.perCall ?? ''),
    perDay: String(spender?.limits.perDay ?? ''),
    perMonth: String(spender?.limits.perMonth ?? ''),
  });
  const isWrong = (limit: (typeof LIMITS)[number]): boolean =>
    typed.value[limit].trim() !== '' && wholeFrom0(typed.value[limit]) === undefined;
  const body = (restriction = restrictionOf(onlyFor.value)): SpenderInput => ({
    name: name.value.trim(),
    kind: kind.value,
    limits: Object.fromEntries(
      LIMITS.flatMap((limit) => {
        const credits = wholeFrom0(typed.value[limit]);
        return credits === undefined ? [] : [[limit, credits]];
      }),
    ),
    ...(restriction && { onlyFor: restriction }),
    above: above.value,
  });
  const save = useDeed(
    () => `budget:${spender?.id ?? 'new'}:${JSON.stringify(body())}`,
    async (idempotencyKey) => await write(body(), idempotencyKey),
    async () => {
      await saved();
      close();
      toast(t.saved);
    },
  );
  const isReady = name.value.trim() !== '' && !LIMITS.some(isWrong);
  return (
    <Dialog title={spender?.name ?? t.make} onClose={close} busy={save.busy}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void save.run();
        }}
      >
        <TextField
          label={t.name}
          value={name.value}
          onInput={(value) => (name.value = value)}
          maxLength={60}
          autoFocus
        />
        <SelectField
          label={t.kind}
          value={kind.value}
          options={KINDS.map((one) => [one, t.kinds[one]] as const)}
          onChange={(chosen) => (kind.value = chosen)}
        />
        {LIMITS.map((limit) => (
          <TextField
            key={limit}
            label={t[limit]}
            optional
            value={typed.value[limit]}
            onInput={(value) => (typed.value = { ...typed.value, [limit]: value })}
            fault={isWrong(limit) ? t.notANumber : undefined}
            inputMode="numeric"
          />
        ))}
        <p class="help">{t.limitHelp}</p>
        {things && (
          <OnlyForField
            things={things}
            help={t.onlyForHelp}
            value={onlyFor.value}
            onChange={(value) => (onlyFor.value = value)}
          />
        )}
        <SelectField
          label={t.above}
          value={above.value}
          options={ABOVE.map((one) => [one, t.aboveWays[one]] as const)}
          onChange={(chosen) => (above.value = chosen)}
        />
        {save.failure && (
          <Notice tone="zero" live>
            {problemText(save.failure)}
          </Notice>
        )}
        <footer>
          <Button disabled={save.busy} onClick={close}>
            {common.value.cancel}
          </Button>
          <Button look="primary" type="submit" busy={save.busy} disabled={!isReady}>
            {t.save}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
};
