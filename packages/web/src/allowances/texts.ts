import type { AllowanceInterval, AllowanceState } from '@scrip/client';
import { language, type Language } from '../language/language.ts';

/** What pages say of the allowances that an account gets. They come when there is one. */
type AllowanceTexts = {
  title: string;
  what: string;
  name: string;
  next: string;
  credits: string;
  every: Record<AllowanceInterval, string>;
  expire: string;
  never: string;
  stay: (credits: string) => string;
  /** Why no credits come. */
  states: Record<Exclude<AllowanceState, 'running'>, string>;
};

const en: AllowanceTexts = {
  title: 'Allowances',
  what: 'the allowances',
  name: 'Name',
  next: 'Next',
  credits: 'Credits',
  every: { day: 'every day', week: 'every week', month: 'every month' },
  expire: 'Expire',
  never: 'Never',
  stay: (credits) => `${credits} of them, if unused:`,
  states: { paused: 'Paused: no credits come until it goes on', ended: 'Ended: no more credits come' },
};

const de: AllowanceTexts = {
  title: 'Kontingente',
  what: 'die Kontingente',
  name: 'Name',
  next: 'Als Nächstes',
  credits: 'Punkte',
  every: { day: 'jeden Tag', week: 'jede Woche', month: 'jeden Monat' },
  expire: 'Verfällt',
  never: 'Nie',
  stay: (credits) => `${credits} davon, wenn ungenutzt:`,
  states: {
    paused: 'Pausiert: Bis es weitergeht, kommt kein Guthaben',
    ended: 'Beendet: Es kommt kein Guthaben mehr',
  },
};

const texts: Record<Language, AllowanceTexts> = { en, de };

export const allowanceTexts = (): AllowanceTexts => texts[language.value];
