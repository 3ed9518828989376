import { signal } from '@preact/signals';
import { type Language, language } from './language.ts';
import { en } from './common.en.ts';

/** The shape that every language has: the same names, each a text or a function that makes one. */
export type Widened<Texts> = {
  readonly [Name in keyof Texts]: Texts[Name] extends string
    ? string
    : Texts[Name] extends (...values: infer Values) => string
      ? (...values: Values) => string
      : Widened<Texts[Name]>;
};

/** What portal and console share. */
export type CommonTexts = Widened<typeof en>;

/** Read it where it is shown, as `common.value.retry`: a component then follows a change of language. */
export const common = signal<CommonTexts>(en);

/** Makes a language the one that people read. English is there from the start, any other is loaded. */
export const setLanguage = async (wanted: Language): Promise<void> => {
  common.value = wanted === 'de' ? (await import('./common.de.ts')).de : en;
  language.value = wanted;
};
