import { language, type Language } from '../language/language.ts';

/** What pages say of credits for some things only. They come when there are some. */
type RestrictedTexts = {
  title: string;
  /** @param names what the credits can be spent on, as one text */
  lotFor: (names: string) => string;
  creditsFor: (credits: string, names: string) => string;
};

const en: RestrictedTexts = {
  title: 'Only for some things',
  lotFor: (names) => `only for ${names}`,
  creditsFor: (credits, names) => `${credits} only for ${names}`,
};

const de: RestrictedTexts = {
  title: 'Nur für manches',
  lotFor: (names) => `nur für ${names}`,
  creditsFor: (credits, names) => `${credits} nur für ${names}`,
};

const texts: Record<Language, RestrictedTexts> = { en, de };

export const restrictedTexts = (): RestrictedTexts => texts[language.value];
