import { signal } from '@preact/signals';
import type { Language } from '../language/language.ts';
import { setLanguage, type Widened } from '../language/texts.ts';
import { en } from './texts.en.ts';

export type PortalTexts = Widened<typeof en>;

/** What the portal says. Read it where it is shown, as `t.value.buy.title`. */
export const t = signal<PortalTexts>(en);

export const setPortalLanguage = async (language: Language): Promise<void> => {
  t.value = language === 'de' ? (await import('./texts.de.ts')).de : en;
  await setLanguage(language);
};
