import * as z from 'zod';
import { canonicalText } from '../../shared/kernel/canonical.ts';
import { lineOf } from '../../shared/ledger/entry-line.ts';
import type { Change, ChangeKind } from '../../shared/table/items/change.ts';
import { entryLine, type Entry } from '../../shared/table/items/entry.ts';
import { productItem } from '../../shared/table/items/product.ts';
import { settingsItem } from '../../shared/table/items/settings.ts';
import { productKey, settingsKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import type { Table } from '../../shared/table/table.ts';
import { same } from './differences-of-things.ts';
import type { Intent } from './intent.ts';
import { idIn } from './wishes.ts';

/** An entry in an answer is in the history, unchanged. */
export const answersThatDiffer = (entries: readonly Entry[], intents: readonly Intent[]): string[] => {
  const moved = z.object({ entry: entryLine });
  const answered = intents.flatMap(({ kind, answer }) => {
    const entry = answer?.status === 201 ? moved.safeParse(answer.body).data?.entry : undefined;
    return entry ? [{ kind, entry }] : [];
  });
  const adjusted = intents.flatMap((intent) => (intent.kind === 'adjustment' ? (idIn(intent) ?? []) : []));
  const adjustments = entries.filter(({ kind }) => kind === 'adjustment').map(({ reference }) => reference);
  const extended = intents.flatMap((intent) => (intent.kind === 'extension' ? (idIn(intent) ?? []) : []));
  const extensions = entries.filter(({ kind, type }) => kind === 'expiry_extension' && type === 'in');
  return [
    ...same('adjustments and their entries', adjusted, adjustments),
    ...same(
      'extensions and their entries',
      extended,
      extensions.map(({ reference }) => reference),
    ),
    ...answered.flatMap(({ kind, entry }) => {
      const made = entries[entry.number - 1] && lineOf(entries[entry.number - 1]);
      return canonicalText(made ?? null) === canonicalText(entry)
        ? []
        : [
            `${kind} was answered with ${canonicalText(entry)}; the history has ${canonicalText(made ?? null)}`,
          ];
    }),
  ];
};

/** A quote's price holds, whatever the agency has asked since. */
export const pricesThatDiffer = (entries: readonly Entry[], intents: readonly Intent[]): string[] => {
  const quotes = new Map(
    intents.flatMap((intent) =>
      intent.kind === 'quote' ? [[idIn(intent), intent.answer?.body] as const] : [],
    ),
  );
  return intents.flatMap((intent) => {
    const { kind, answer } = intent;
    const id = idIn(intent);
    if (kind !== 'purchase' || id === undefined) return [];
    const { quoteId, price, credits } = z
      .object({ quoteId: z.string(), price: z.json(), credits: z.int() })
      .parse(answer?.body);
    const quoted = JSON.stringify(quotes.get(quoteId)?.['price']);
    const paid = entries.find((entry) => entry.kind === 'purchase' && entry.reference === id)?.amount ?? 0;
    return quoted === JSON.stringify(price) && paid === credits
      ? []
      : [`quoted ${quoted}, sold at ${JSON.stringify(price)}, paid ${paid}`];
  });
};

type Versioned = { version: number };

/** What is logged when it is made, and again when it changes. */
const CHANGED = new Set<ChangeKind>(['invoice', 'hold']);

/**
 * The audit log is complete: each version of settings and prices follows the one before, no change was lost, and the
 * answers match the log.
 */
export const changesThatDiffer = async (
  table: Table,
  agency: string,
  changes: readonly Change[],
  intents: readonly Intent[],
): Promise<string[]> => {
  const own = intents.filter(({ ref }) => ref.agency === agency);
  const ids = (kind: Intent['kind'], by: 'agency' | 'customer') =>
    own.flatMap((intent) =>
      intent.kind === kind && by === (intent.request.caller ? 'agency' : 'customer')
        ? (idIn(intent) ?? [])
        : [],
    );
  const logged = (wanted: ChangeKind) =>
    changes
      .filter(({ kind, before }) => kind === wanted && (!before || !CHANGED.has(kind)))
      .map(({ recordId }) => recordId);
  const settings = await readOne(table, settingsKey(agency), settingsItem);
  const kit = await readOne(table, productKey(agency, 'kit'), productItem);
  return [
    ...same('adjustments and their log', ids('adjustment', 'agency'), logged('adjustment')),
    ...same('extensions and their log', ids('extension', 'agency'), logged('expiry_extension')),
    ...same('spends on behalf and their log', ids('spend', 'agency'), logged('spend')),
    ...same('holds on behalf and their log', ids('hold', 'agency'), logged('hold')),
    ...same('invoices and their log', ids('issue', 'agency'), logged('invoice')),
    ...chainThatDiffers('settings', changes, settings),
    ...chainThatDiffers('product', changes, kit),
    ...namesThatDiffer('settings', 'settings', changes, own),
    ...namesThatDiffer('product', 'price', changes, own),
  ];
};

const chainThatDiffers = (
  kind: ChangeKind,
  changes: readonly Change[],
  last: Versioned | undefined,
): string[] => {
  const versioned = z.looseObject({ version: z.int() });
  const chain = changes
    .filter((change) => change.kind === kind)
    .map(({ before, after }) => ({
      before: before?.json,
      after: versioned.parse(JSON.parse(after?.json ?? '{}')),
    }))
    .sort((one, other) => one.after.version - other.after.version);
  const broken = chain.filter(({ before, after }, place) => {
    const earlier = chain[place - 1]?.after;
    return after.version !== place + 2 || (earlier && before !== canonicalText(earlier));
  });
  const end = chain.at(-1)?.after;
  return [
    ...broken.map(({ after }) => `${kind}: version ${after.version} does not follow the one before`),
    ...(end && canonicalText(end) !== canonicalText(last ?? null)
      ? [`${kind}: the last change is not there`]
      : []),
  ];
};

/**
 * Every change has a unique name: an accepted change is in the log once, and replaces the version that its author had
 * read.
 */
const namesThatDiffer = (
  kind: ChangeKind,
  of: Intent['kind'],
  changes: readonly Change[],
  intents: readonly Intent[],
): string[] => {
  const named = z.object({ name: z.string() });
  const made = changes
    .filter((change) => change.kind === kind)
    .map(({ after }) => named.extend({ version: z.int() }).parse(JSON.parse(after?.json ?? '{}')));
  return intents
    .filter(({ kind: wanted, answer }) => wanted === of && answer?.status === 200)
    .flatMap(({ request: { body, headers } }) => {
      const { name } = named.parse(body);
      const [only, ...others] = made.filter((one) => one.name === name);
      const seen = Number(/\d+/.exec(headers?.['if-match'] ?? '')?.[0]);
      return only?.version === seen + 1 && others.length === 0
        ? []
        : [`${kind}: ${name} should replace version ${seen}, and the log does not have that once`];
    });
};
