import * as z from 'zod';

/** Why an event was not charged. It stays so: to charge it after all, it is sent under another id. */
export const usageRefusal = z
  .enum([
    'unknown_meter',
    'insufficient_credits',
    'account_in_debt',
    'credit_limit',
    'carry_limit',
    'unknown_spender',
    'spender_restricted',
    'budget_per_call',
    'budget_per_day',
    'budget_per_month',
  ])
  .meta({ id: 'UsageRefusal' });

export type UsageRefusal = z.infer<typeof usageRefusal>;

/** What became of one event. */
const usageRecord = z.object({
  /** Of the event's id and time (`eventHash`). */
  hash: z.string(),
  /** The place of its meter in the item's list. */
  meter: z.int().min(0),
  units: z.int().min(1),
  /** The whole credits that it filled up, and the number of the entry that they are in. */
  credits: z.int().min(0),
  entry: z.int().min(1).exactOptional(),
  /** Without it, it was charged. */
  refusal: usageRefusal.exactOptional(),
});

export type UsageRecord = z.infer<typeof usageRecord>;

/** Hash, units, meter, and then credits and entry, or the refusal. Numbers are in base 36: `qL8vBsO3hT5ka.0.2.1f`. */
const FORM =
  /^(?<hash>[\w-]{12})(?<units>[0-9a-z]{1,11})\.(?<meter>[0-9a-z]{1,4})(?:\.(?<credits>[0-9a-z]{1,11})(?:\.(?<entry>[0-9a-z]{1,11}))?|!(?<refusal>[a-z_]+))$/;

const number = (text: string | undefined): number => Number.parseInt(text ?? '', 36);

const fromText = (text: string): unknown => {
  const { hash, units, meter, credits = '0', entry, refusal } = FORM.exec(text)?.groups ?? {};
  return {
    hash,
    units: number(units),
    meter: number(meter),
    credits: number(credits),
    ...(entry !== undefined && { entry: number(entry) }),
    ...(refusal !== undefined && { refusal }),
  };
};

/** An event as it is stored: as text, since an item is billed by its size. A map is read as well. */
const storedUsage = z.union([z.string().regex(FORM), usageRecord]);

export type StoredUsage = z.infer<typeof storedUsage>;

const HASH_LENGTH = 12;

/** What an event is known by, without reading the rest: of thousands, one may be wanted. */
export const storedHash = (stored: StoredUsage): string =>
  typeof stored === 'string' ? stored.slice(0, HASH_LENGTH) : stored.hash;

export const usageFromStore = (stored: StoredUsage): UsageRecord =>
  typeof stored === 'string' ? usageRecord.parse(fromText(stored)) : stored;

export const usageToStore = ({ hash, units, meter, credits, entry, refusal }: UsageRecord): string => {
  const said = `${hash}${units.toString(36)}.${meter.toString(36)}`;
  if (refusal !== undefined) return `${said}!${refusal}`;
  return `${said}.${credits.toString(36)}${entry === undefined ? '' : `.${entry.toString(36)}`}`;
};

/** `3/1000`, or nothing. */
const PRICE = /^(?:\d+\/\d+)?$/;

/** The events of an account whose times are in one minute, or some of them. It is never deleted. */
export const usageItem = z.object({
  version: z.int().min(0),
  /** The meters of the events: one whose price changed has a place for each. */
  meters: z.array(z.string()),
  /** What each of these cost: credits per units. Empty of refused events, and where older code did not say it. */
  prices: z.array(z.string().regex(PRICE)).exactOptional(),
  events: z.array(storedUsage),
});

export type UsageOfMinute = z.infer<typeof usageItem>;

/** As it is listed: its sort key begins with the minute. */
export const listedUsage = usageItem.extend({ sk: z.string() });
