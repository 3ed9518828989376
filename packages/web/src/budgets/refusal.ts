import { dateTime, number } from '../language/format.ts';
import { language, type Language } from '../language/language.ts';

type Failure = { code: string };

/** What a spender reads where it spends. It comes with the dialogs that spend. */
type SpendTexts = {
  perCall: (left: string) => string;
  perDay: (left: string, anew: string) => string;
  perMonth: (left: string, anew: string) => string;
  mayAsk: string;
  ask: string;
  answer: string;
};

const en: SpendTexts = {
  perCall: (left) => `Your budget allows at most ${left} credits at once.`,
  perDay: (left, anew) => `Your budget for today has ${left} credits left. It starts anew on ${anew}.`,
  perMonth: (left, anew) => `Your budget for this month has ${left} credits left. It starts anew on ${anew}.`,
  mayAsk: 'You can ask the owner of the account.',
  ask: 'Ask for approval',
  answer: 'See the answer',
};

const de: SpendTexts = {
  perCall: (left) => `Ihr Budget erlaubt höchstens ${left} Punkte auf einmal.`,
  perDay: (left, anew) => `Von Ihrem Budget für heute sind ${left} Punkte übrig. Es beginnt neu am ${anew}.`,
  perMonth: (left, anew) =>
    `Von Ihrem Budget für diesen Monat sind ${left} Punkte übrig. Es beginnt neu am ${anew}.`,
  mayAsk: 'Sie können den Inhaber des Kontos fragen.',
  ask: 'Um Genehmigung bitten',
  answer: 'Zur Antwort',
};

const texts: Record<Language, SpendTexts> = { en, de };

export const spendTexts = (): SpendTexts => texts[language.value];

const CODES: ReadonlySet<string> = new Set([
  'budget_exceeded',
  'spender_restricted',
  'unknown_spender',
  'approval_pending',
  'approval_declined',
  'approval_limit',
]);

export const isBudgetRefusal = ({ code }: Failure): boolean => CODES.has(code);

/** Which limit is met, what it leaves, and when it starts anew; undefined where the refusal is about no limit. */
export const limitText = (failure: Failure): string | undefined => {
  if (!('limit' in failure && 'left' in failure && typeof failure.left === 'number')) return undefined;
  const t = spendTexts();
  const left = number(failure.left);
  const anew = 'startsAnewAt' in failure ? dateTime(String(failure.startsAnewAt)) : '';
  switch (failure.limit) {
    case 'per_call':
      return t.perCall(left);
    case 'per_day':
      return t.perDay(left, anew);
    case 'per_month':
      return t.perMonth(left, anew);
    default:
      return undefined;
  }
};
