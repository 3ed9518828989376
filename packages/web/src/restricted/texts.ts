import { language, type Language } from '../language/language.ts';
import type { List } from './things.ts';

/** What pages say of credits for some things only. They come when there are some. */
type RestrictedTexts = {
  title: string;
  /** @param names what the credits can be spent on, as one text */
  lotFor: (names: string) => string;
  creditsFor: (credits: string, names: string) => string;
  /** Credits for some things only pay a part of a price. */
  pays: string;
  paysNote: (credits: string) => string;
  /** Why there are too few credits although there are some. @param parts such as "30 only for Workshops" */
  ofWhich: (credits: string, parts: string) => string;
  onlyFor: string;
  unrestricted: string;
  /** What a choice means for credits. */
  creditsHelp: string;
  search: string;
  lists: Record<List, string>;
};

const en: RestrictedTexts = {
  title: 'Only for some things',
  lotFor: (names) => `only for ${names}`,
  creditsFor: (credits, names) => `${credits} only for ${names}`,
  pays: 'From credits only for this',
  paysNote: (credits) => `${credits} from credits only for this`,
  ofWhich: (credits, parts) => `You have ${credits} credits, of which ${parts}.`,
  onlyFor: 'Only for some things',
  unrestricted: 'not restricted',
  creditsHelp:
    'Choose nothing, and the credits are for everything. Otherwise they pay only what is chosen, before other credits.',
  search: 'Search',
  lists: { products: 'Products', categories: 'Categories', services: 'Services', meters: 'Usage' },
};

const de: RestrictedTexts = {
  title: 'Nur für manches',
  lotFor: (names) => `nur für ${names}`,
  creditsFor: (credits, names) => `${credits} nur für ${names}`,
  pays: 'Aus Punkten nur dafür',
  paysNote: (credits) => `${credits} aus Punkten nur dafür`,
  ofWhich: (credits, parts) => `Sie haben ${credits} Punkte, davon ${parts}.`,
  onlyFor: 'Nur für manches',
  unrestricted: 'nicht eingeschränkt',
  creditsHelp:
    'Ohne Auswahl gelten die Punkte für alles. Sonst zahlen sie nur, was gewählt ist, vor anderen Punkten.',
  search: 'Suchen',
  lists: { products: 'Produkte', categories: 'Kategorien', services: 'Dienste', meters: 'Nutzung' },
};

const texts: Record<Language, RestrictedTexts> = { en, de };

export const restrictedTexts = (): RestrictedTexts => texts[language.value];
