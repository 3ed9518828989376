import type { ConsoleTexts } from '../texts.ts';

export const de: ConsoleTexts['catalogue'] = {
  title: 'Katalog',
};
