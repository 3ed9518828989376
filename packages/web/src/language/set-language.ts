import { en } from './common.en.ts';
import { type Language, language } from './language.ts';
import { common } from './texts.ts';

/** Makes a language the one that people read. English is there from the start, any other is loaded. */
export const setLanguage = async (wanted: Language): Promise<void> => {
  common.value = wanted === 'de' ? (await import('./common.de.ts')).de : en;
  language.value = wanted;
  document.documentElement.lang = wanted;
};
