import { signal } from '@preact/signals';
import type { Language } from '../language/language.ts';
import { setLanguage, type Widened } from '../language/texts.ts';
import { en } from './texts.en.ts';

export type ConsoleTexts = Widened<typeof en>;

/** What the console says. Read it where it is shown, as `t.value.requests.title`. */
export const t = signal<ConsoleTexts>(en);

export const setConsoleLanguage = async (language: Language): Promise<void> => {
  t.value = language === 'de' ? (await import('./texts.de.ts')).de : en;
  await setLanguage(language);
};
