import { useSignal } from '@preact/signals';
import type {
  AboveBudget,
  OnlyFor,
  Result,
  Spender,
  SpenderInput,
  SpenderKind,
  SpenderLimits,
} from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { SelectField, TextField } from '../design/field.tsx';
import { Notice, Pairs } from '../design/parts.tsx';
import { toast } from '../design/toast.tsx';
import { useBase } from '../data/base.ts';
import { useDeed } from '../data/deed.ts';
import { valueOf } from '../data/query.ts';
import { number } from '../language/format.ts';
import { common } from '../language/texts.ts';
import { problemText } from '../language/problem.ts';
import { wholeFrom0 } from '../language/whole.ts';
import { namesIn } from '../restricted/names.ts';
import { OnlyForField } from '../restricted/only-for-field.tsx';
import { restrictionOf, type Things } from '../restricted/things.ts';
import { restrictedTexts } from '../restricted/texts.ts';
import { budgetTexts } from './texts.ts';

const KINDS = ['member', 'device', 'agent', 'api_key'] as const satisfies readonly SpenderKind[];
const ABOVE = ['refuse', 'ask'] as const satisfies readonly AboveBudget[];
const LIMITS = ['perCall', 'perDay', 'perMonth'] as const;

const typedOf = ({ perCall, perDay, perMonth }: SpenderLimits) => ({
  perCall: String(perCall ?? ''),
  perDay: String(perDay ?? ''),
  perMonth: String(perMonth ?? ''),
});

const limitText = (limit: number | undefined): string => (limit === undefined ? '–' : number(limit));

/** What would be sent to store a spender as it was read. */
const inputOf = ({ name, kind, limits, onlyFor, above }: Spender): SpenderInput => ({
  name,
  kind,
  limits,
  ...(onlyFor && { onlyFor }),
  above,
});

/** A budget in words, by what people call its parts. */
const wordsOf = (
  { name, kind, limits, onlyFor, above = 'refuse' }: SpenderInput,
  things: Things | undefined,
): [label: string, words: string][] => {
  const t = budgetTexts();
  return [
    [t.name, name],
    [t.kind, t.kinds[kind]],
    ...LIMITS.map((limit): [string, string] => [t[limit], limitText(limits[limit])]),
    [restrictedTexts().onlyFor, onlyFor ? namesIn(onlyFor, things) : restrictedTexts().unrestricted],
    [t.above, t.aboveWays[above]],
  ];
};

/** Somebody else changed the budget meanwhile: in what theirs differs, and the choice. */
const Conflict = ({
  mine,
  theirs,
  things,
  keepMine,
  takeTheirs,
}: {
  mine: SpenderInput;
  theirs: SpenderInput;
  things: Things | undefined;
  keepMine: () => void;
  takeTheirs: () => void;
}) => {
  const t = budgetTexts();
  const own = new Map(wordsOf(mine, things));
  const others = wordsOf(theirs, things).filter(([label, words]) => own.get(label) !== words);
  return (
    <Notice tone="low" live>
      <p>{t.conflict}</p>
      <p class="strong">{t.theirs}</p>
      <Pairs lines={others.map(([label, value]) => ({ label, value }))} />
      <p class="actions">
        <Button small onClick={takeTheirs}>
          {t.takeTheirs}
        </Button>
        <Button small onClick={keepMine}>
          {t.keepMine}
        </Button>
      </p>
    </Notice>
  );
};

/**
 * Makes a spender, or changes one: its name, what it is, its limits, and what it is for.
 * @param things what it can be for; undefined until they are known
 */
export const BudgetDialog = ({
  spender,
  things,
  read,
  write,
  saved,
  close,
}: {
  spender: Spender | undefined;
  things: Things | undefined;
  read: (spender: Spender, signal: AbortSignal) => Promise<Result<Spender, { code: string }>>;
  write: (
    body: SpenderInput,
    idempotencyKey: string,
    etag: string | undefined,
  ) => Promise<Result<Spender, { code: string }>>;
  saved: () => Promise<unknown>;
  close: () => void;
}) => {
  const t = budgetTexts();
  const name = useSignal(spender?.name ?? '');
  const kind = useSignal<SpenderKind>(spender?.kind ?? 'member');
  const onlyFor = useSignal<OnlyFor>(spender?.onlyFor ?? {});
  const above = useSignal<AboveBudget>(spender?.above ?? 'refuse');
  const typed = useSignal(typedOf(spender?.limits ?? {}));
  const begin = (from: SpenderInput): void => {
    name.value = from.name;
    kind.value = from.kind;
    onlyFor.value = from.onlyFor ?? {};
    above.value = from.above ?? 'refuse';
    typed.value = typedOf(from.limits);
  };
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
  const stored = useQuery({
    queryKey: ['spender', spender?.id],
    enabled: spender !== undefined,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: async ({ signal }) => {
      if (!spender) throw new TypeError('A new spender has not been stored yet');
      const answer = await read(spender, signal);
      const now = inputOf(await valueOf(Promise.resolve(answer)));
      return { now, etag: answer.ok ? (answer.headers.get('etag') ?? '') : '' };
    },
  });
  const base = useBase(spender && inputOf(spender), stored.data, ({ now }) => now);
  const save = useDeed(
    (etag: string | undefined) => `budget:${spender?.id ?? 'new'}:${etag ?? ''}:${JSON.stringify(body())}`,
    async (idempotencyKey, etag: string | undefined) => await write(body(), idempotencyKey, etag),
    async () => {
      await saved();
      close();
      toast(t.saved);
    },
  );
  const isReady = name.value.trim() !== '' && !LIMITS.some(isWrong) && (!spender || base.etag !== undefined);
  const press = async (etag = base.etag): Promise<void> => {
    await save.run(etag);
    if (save.failure?.code === 'precondition_failed') await stored.refetch();
  };
  const { theirs } = base;
  const isStale = !save.busy && theirs !== undefined;
  return (
    <Dialog title={spender?.name ?? t.make} onClose={close} busy={save.busy}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void press();
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
        {isStale && (
          <Conflict
            mine={body()}
            theirs={theirs.now}
            things={things}
            keepMine={() => void press(base.adopt())}
            takeTheirs={() => {
              begin(theirs.now);
              base.adopt();
              save.reset();
            }}
          />
        )}
        {save.failure && !isStale && (
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
