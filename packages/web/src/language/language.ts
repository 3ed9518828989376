import { signal } from '@preact/signals';

export const LANGUAGES = ['en', 'de'] as const;

export type Language = (typeof LANGUAGES)[number];

export const isLanguage = (value: string | null | undefined): value is Language =>
  LANGUAGES.some((language) => language === value);

const CHOSEN = 'scrip.language';

/** The language of everything that people read and of all numbers and dates. */
export const language = signal<Language>('en');

/** What the person chose on this device. */
export const chosenLanguage = (): Language | undefined => {
  const chosen = localStorage.getItem(CHOSEN);
  return isLanguage(chosen) ? chosen : undefined;
};

/**
 * The person's choice, else the first language of their browser that there is, else the agency's first.
 * @param offered the agency's languages, the preferred one first
 */
export const preferredLanguage = (offered: readonly Language[] = LANGUAGES): Language => {
  const wanted = [chosenLanguage(), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return (
    wanted.find((one): one is Language => isLanguage(one) && offered.includes(one)) ?? offered[0] ?? 'en'
  );
};

export const chooseLanguage = (chosen: Language): void => {
  localStorage.setItem(CHOSEN, chosen);
};

/** The locale of formats: the reader's own region where it is one of this language, such as en-GB. */
export const locale = (): string =>
  navigator.languages.find((tag) => tag.slice(0, 2) === language.value) ?? language.value;
