import type { HoldMaker } from '@scrip/client';
import { language, type Language } from '../../language/language.ts';

/** What the Credits page says of holds. They come when there is one. */
type HoldTexts = {
  title: string;
  what: string;
  for: string;
  until: string;
  held: string;
  by: (agency: string) => Record<HoldMaker, string>;
  spent: (captured: string, amount: string) => string;
  untilDone: string;
  release: string;
  releaseOf: (what: string) => string;
  releaseTitle: (amount: string) => string;
  releaseBody: (what: string) => string;
  released: (amount: string) => string;
  none: string;
};

const en: HoldTexts = {
  title: 'Held credits',
  what: 'the held credits',
  for: 'For',
  until: 'Until',
  held: 'Held',
  by: (agency) => ({ customer: 'Held by you', agency: `Held by ${agency}`, order: 'Order' }),
  spent: (captured, amount) => `${captured} of ${amount} spent so far`,
  untilDone: 'the order is done',
  release: 'Release',
  releaseOf: (what) => `Release the credits for ${what}`,
  releaseTitle: (amount) => `Release ${amount}?`,
  releaseBody: (what) => `You can spend the credits again. Whoever counts on them for ${what} gets nothing.`,
  released: (amount) => `${amount} released.`,
  none: 'None of the newest holds is open',
};

const de: HoldTexts = {
  title: 'Reserviertes Guthaben',
  what: 'das reservierte Guthaben',
  for: 'Wofür',
  until: 'Bis',
  held: 'Reserviert',
  by: (agency) => ({
    customer: 'Von Ihnen reserviert',
    agency: `Reserviert von ${agency}`,
    order: 'Bestellung',
  }),
  spent: (captured, amount) => `${captured} von ${amount} schon ausgegeben`,
  untilDone: 'die Bestellung erledigt ist',
  release: 'Freigeben',
  releaseOf: (what) => `Guthaben für ${what} freigeben`,
  releaseTitle: (amount) => `${amount} freigeben?`,
  releaseBody: (what) =>
    `Sie können das Guthaben wieder ausgeben. Wer für ${what} damit rechnet, bekommt nichts.`,
  released: (amount) => `${amount} freigegeben.`,
  none: 'Von den neuesten Reservierungen ist keine offen',
};

const texts: Record<Language, HoldTexts> = { en, de };

export const holdTexts = (): HoldTexts => texts[language.value];
